using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using Tact.Core.Mail;

namespace Tact.Mail;

/// <summary>Parses mail files through one gateway process, in order; a mail that takes longer than <see cref="Patience"/> ends the process, and a new one goes on with the next.</summary>
public sealed class ReadMailGateway : IDisposable
{
    /// <summary>How long one mail may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private const int Ahead = 32;

    private readonly string _script;
    private Process? _process;
    private Channel<string>? _answers;

    private ReadMailGateway(string script) => _script = script;

    /// <summary>The gateway, or why there is none: no Node, or its packages are not installed.</summary>
    public static Result<ReadMailGateway> Open()
    {
        if (Folder() is not { } folder)
            return new Result<ReadMailGateway>.NotFound("The folder mail-gateway is not beside this program. Set TACT_MAIL_GATEWAY to where it is; bodies without headers are read with --text all the same.");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "postal-mime")))
            return new Result<ReadMailGateway>.NotFound($"The mail gateway's packages are not installed. Run npm ci in {folder}; bodies without headers are read with --text all the same.");
        var gateway = new ReadMailGateway(Path.Combine(folder, "parse.mjs"));
        try
        {
            gateway.Start();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return new Result<ReadMailGateway>.NotFound("Mail files need Node 20 or newer, and 'node' is not installed. Install it, or set TACT_NODE to where it is; bodies without headers are read with --text all the same.");
        }

        return new Result<ReadMailGateway>.Ok(gateway);
    }

    /// <summary>Parses one file; a problem in words where it cannot be read.</summary>
    public (MailMessage? Mail, string? Problem) Parse(string path) => ParseAll([path]).Single();

    /// <summary>Parses the files in order, a few of them asked for ahead.</summary>
    public IEnumerable<(MailMessage? Mail, string? Problem)> ParseAll(IReadOnlyList<string> paths)
    {
        var asked = 0;
        for (var next = 0; next < paths.Count; next++)
        {
            if (_process is null or { HasExited: true })
            {
                Start();
                asked = next;
            }

            yield return Answer(ref asked, next, paths);
            if (_process is null)
                asked = next + 1;
        }
    }

    private (MailMessage? Mail, string? Problem) Answer(ref int asked, int next, IReadOnlyList<string> paths)
    {
        try
        {
            for (; asked < paths.Count && asked <= next + Ahead; asked++)
                _process!.StandardInput.WriteLine(JsonSerializer.Serialize(new { file = paths[asked] }));
            _process!.StandardInput.Flush();
            if (!_answers!.Reader.TryRead(out var line))
            {
                using var patience = new CancellationTokenSource(Patience);
                line = _answers.Reader.ReadAsync(patience.Token).AsTask().GetAwaiter().GetResult();
            }

            var answer = JsonSerializer.Deserialize<Said>(line, MailMessage.Format);
            return answer?.Mail is { } mail ? (mail, null) : (null, answer?.Problem ?? "The mail gateway gave no answer.");
        }
        catch (OperationCanceledException)
        {
            Stop();
            return (null, $"This mail takes longer than {Patience.TotalSeconds:0} seconds to read.");
        }
        catch (Exception wrong) when (wrong is IOException or ChannelClosedException or JsonException)
        {
            Stop();
            return (null, "The mail gateway ended while it read this mail.");
        }
    }

    /// <summary>Processor time the gateway has used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process?.Refresh();
            return _process?.TotalProcessorTime ?? TimeSpan.Zero;
        }
    }

    /// <inheritdoc />
    public void Dispose() => Stop();

    private sealed record Said(MailMessage? Mail, string? Problem);

    // beside the program, or in one of the folders above it
    private static string? Folder()
    {
        if (Environment.GetEnvironmentVariable("TACT_MAIL_GATEWAY") is { Length: > 0 } named)
            return Directory.Exists(named) ? Path.GetFullPath(named) : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "mail-gateway");
            if (File.Exists(Path.Combine(candidate, "parse.mjs")))
                return candidate;
        }

        return null;
    }

    private void Start()
    {
        var node = Environment.GetEnvironmentVariable("TACT_NODE") is { Length: > 0 } named ? named : "node";
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(node, [_script, "--pipe"]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false, StandardOutputEncoding = System.Text.Encoding.UTF8, StandardInputEncoding = new System.Text.UTF8Encoding(false) },
        };
        process.Start();
        var answers = Channel.CreateUnbounded<string>();
        _ = Task.Run(async () =>
        {
            while (await process.StandardOutput.ReadLineAsync() is { } line)
                answers.Writer.TryWrite(line);
            answers.Writer.TryComplete();
        });
        (_process, _answers) = (process, answers);
    }

    private void Stop()
    {
        if (_process is not { } process)
            return;
        _process = null;
        try
        {
            process.StandardInput.Close();
            if (!process.WaitForExit(500))
                process.Kill();
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or IOException)
        {
            // it has ended already
        }

        process.Dispose();
    }
}
