using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Tact.Tests.Support;

/// <summary>The built program as a process of its own, so that it can be killed. Ends with the test.</summary>
public sealed partial class ServerProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly Process process;
    private readonly StringBuilder said = new();
    private readonly TaskCompletionSource<Uri> open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The built program.</summary>
    public static string Program { get; } = typeof(global::Program).Assembly.Location;

    /// <summary>Everything it printed so far.</summary>
    public string Said
    {
        get
        {
            lock (said)
                return said.ToString();
        }
    }

    /// <summary>Whether it still runs.</summary>
    public bool Runs => !process.HasExited;

    /// <summary>Its id.</summary>
    public int Id => process.Id;

    /// <summary>Starts <c>tact serve</c> on a free port; does not wait for it.</summary>
    public static ServerProcess Start(params IEnumerable<string> words) => new(Launch(["serve", "--urls", "http://127.0.0.1:0", .. words]));

    /// <summary>Where it listens, as soon as it does; fails when it ends before.</summary>
    public async Task<Uri> Address()
    {
        var ended = process.WaitForExitAsync();
        return await Task.WhenAny(open.Task, ended).WaitAsync(Patience) == ended && !open.Task.IsCompleted
            ? throw new InvalidOperationException($"The server ended with {process.ExitCode}: {Said}")
            : await open.Task;
    }

    /// <summary>The power cut: SIGKILL by its own id.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>Waits until it has ended by itself; gives the exit code.</summary>
    public async Task<int> Ended()
    {
        await process.WaitForExitAsync().WaitAsync(Patience);
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>Runs a command to its end in a process of its own.</summary>
    public static CommandRun Run(params IEnumerable<string> words)
    {
        using var process = Launch([.. words]);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CommandRun(process.ExitCode, output, errors.Result);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Runs)
            Kill();
        process.Dispose();
    }

    private static Process Launch(IReadOnlyList<string> words) => Process.Start(new ProcessStartInfo("dotnet", [Program, .. words])
    {
        RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        // a process that lives for a second gains nothing from watching itself
        Environment = { ["DOTNET_TieredPGO"] = "0" },
    })!;

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (said)
            said.AppendLine(line);
        if (OpenAt().Match(line) is { Success: true } match)
            open.TrySetResult(new Uri(match.Groups[1].Value));
    }

    [GeneratedRegex(@"^Tact is open at (http\S+)")]
    private static partial Regex OpenAt();
}
