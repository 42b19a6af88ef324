using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Tact.Web;

/// <summary>
/// Our style sheets, scripts and icons, carried inside the assembly. Their address holds a hash over all of them,
/// so a browser may keep each for a year and still sees a new release at once.
/// </summary>
public static class WebFiles
{
    const string Folder = "wwwroot/";

    static readonly FrozenDictionary<string, WebFile> Files = Load();

    /// <summary>The path under which this build's files are served, such as <c>/a/3f9c2e81aa</c>; relative links between them hold.</summary>
    public static readonly string Root = "/a/" + Version();

    /// <summary>The address of one file of wwwroot, such as <c>css/site.css</c>.</summary>
    public static string Url(string file) => Files.ContainsKey(file) ? $"{Root}/{file}" : throw new ArgumentException($"No such file in wwwroot: {file}", nameof(file));

    /// <summary>The bytes of one file of wwwroot as built.</summary>
    public static byte[] Bytes(string file) => Files[file].Plain;

    /// <summary>Serves the files: known versions for a year, anything else not at all.</summary>
    public static void MapWebFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Root + "/{**file}", Send).AllowAnonymous();
        routes.MapGet("/favicon.ico", () => Results.Redirect(Url("icon.svg"), permanent: false)).AllowAnonymous();
    }

    static IResult Send(string file, HttpContext http)
    {
        if (!Files.TryGetValue(file, out var asset)) return Results.NotFound();

        var encodings = http.Request.Headers.AcceptEncoding.ToString();
        var (encoding, bytes) =
            encodings.Contains("br", StringComparison.Ordinal) ? ("br", asset.Brotli) :
            encodings.Contains("gzip", StringComparison.Ordinal) ? ("gzip", asset.Gzip) :
            (null, asset.Plain);
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (encoding is not null) http.Response.Headers.ContentEncoding = encoding;
        return Results.Bytes(bytes, asset.ContentType, entityTag: new EntityTagHeaderValue($"\"{asset.Hash}{encoding}\""));
    }

    static FrozenDictionary<string, WebFile> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => name[Folder.Length..].Replace('\\', '/'))
            .ToFrozenDictionary(name => name, name => new WebFile(name, Read(assembly, Folder + name)), StringComparer.Ordinal);
    }

    static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    static string Version()
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, asset) in Files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            sha.AppendData(System.Text.Encoding.UTF8.GetBytes(name));
            sha.AppendData(asset.Plain);
        }

        return Convert.ToHexStringLower(sha.GetHashAndReset())[..10];
    }

    sealed class WebFile(string name, byte[] plain)
    {
        readonly Lazy<byte[]> brotli = new(() => Squeeze(plain, into => new BrotliStream(into, CompressionLevel.Optimal)));
        readonly Lazy<byte[]> gzip = new(() => Squeeze(plain, into => new GZipStream(into, CompressionLevel.Optimal)));

        public byte[] Plain => plain;

        public byte[] Brotli => brotli.Value;

        public byte[] Gzip => gzip.Value;

        public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(plain))[..16];

        public string ContentType { get; } = Path.GetExtension(name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            ".png" => "image/png",
            _ => "application/octet-stream",
        };

        static byte[] Squeeze(byte[] plain, Func<Stream, Stream> compressor)
        {
            using var into = new MemoryStream();
            using (var squeeze = compressor(into)) squeeze.Write(plain);
            return into.ToArray();
        }
    }
}
