using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Shouldly;
using Tact.Web;
using Xunit;

namespace Tact.Tests.Web;

public partial class FrontEndTests
{
    [Fact]
    public void Vendored_files_are_the_ones_the_manifest_names()
    {
        using var manifest = JsonDocument.Parse(WebFiles.Bytes("vendor/manifest.json"));
        var files = manifest.RootElement.GetProperty("files").EnumerateArray().ToList();
        files.Count.ShouldBe(3);
        foreach (var file in files)
        {
            var name = file.GetProperty("file").GetString()!;
            Convert.ToHexStringLower(SHA256.HashData(WebFiles.Bytes($"vendor/{name}"))).ShouldBe(file.GetProperty("sha256").GetString(), name);
            WebFiles.Bytes($"vendor/{file.GetProperty("licence").GetString()}").Length.ShouldBeGreaterThan(300, name);
        }
    }

    [Fact]
    public void Our_own_style_and_scripts_load_nothing_from_elsewhere()
    {
        foreach (var file in new[] { "css/site.css", "js/tact.js", "js/keys.js", "js/rows.js", "js/panel.js", "js/copy.js", "js/find.js" })
            Foreign().IsMatch(Encoding.UTF8.GetString(WebFiles.Bytes(file))).ShouldBeFalse(file);
    }

    [Fact]
    public void Every_vendored_licence_permits_redistribution()
    {
        foreach (var licence in new[] { "tabler-core", "tabler-icons", "htmx.org" })
            Encoding.UTF8.GetString(WebFiles.Bytes($"vendor/LICENCE-{licence}.txt")).ShouldMatch("MIT License|Zero-Clause BSD");
    }

    [Fact]
    public void An_address_of_a_file_that_does_not_exist_is_a_mistake_of_ours() => Should.Throw<ArgumentException>(() => WebFiles.Url("css/none.css"));

    [GeneratedRegex("https?://|@import")]
    private static partial Regex Foreign();
}
