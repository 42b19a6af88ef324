using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace Tact.Mail;

/// <summary>
/// Speaks IMAP, SMTP and MIME: a Node process beside this one, started when first needed and again when it has died.
/// Whoever asks waits in a bounded queue. Credentials travel over its standard input and are written nowhere.
/// </summary>
public sealed class MailGateway(string? folder = null) : IAsyncDisposable
{
    private const int MostAtOnce = 32;
    private static readonly TimeSpan LeastBetweenStarts = TimeSpan.FromSeconds(1);
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };
    private readonly SemaphoreSlim places = new(MostAtOnce);
    private readonly SemaphoreSlim starting = new(1);
    private readonly ConcurrentDictionary<long, TaskCompletionSource<JsonElement>> asked = new();
    private readonly SemaphoreSlim writing = new(1);
    private long lastId;
    private Process? process;
    private long startedAt;
    private bool ended;

    /// <summary>A folder of a mailbox changed: its number and the folder's path.</summary>
    public event Action<long, string>? Changed;

    /// <summary>The connection of a mailbox ended.</summary>
    public event Action<long>? Closed;

    /// <summary>The process it runs as now; null when none does.</summary>
    public int? ProcessId => process is { HasExited: false } running ? running.Id : null;

    /// <summary>Why mail cannot be used on this machine; null when it can.</summary>
    public string? WhyNot() => NodeIsThere() switch
    {
        false => "Mail needs Node 20 or later, and 'node' is not installed here. Install it (Debian: apt-get install nodejs npm) and start Tact again. Everything else works without it.",
        true when Place() is null => "The folder mail-gateway is missing beside the program. Install Tact again, or name the folder with TACT_MAIL_GATEWAY.",
        true when !Directory.Exists(Path.Combine(Place()!, "node_modules")) => $"The mail gateway is not installed yet. Run once: npm ci --omit=dev --prefix {Place()}",
        _ => null,
    };

    /// <summary>Asks for one operation and returns its answer. Throws <see cref="MailTrouble"/>.</summary>
    public async Task<JsonElement> Ask(string operation, object? arguments = null, TimeSpan? within = null, CancellationToken stop = default)
    {
        await places.WaitAsync(stop);
        var id = Interlocked.Increment(ref lastId);
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            var running = await Running(stop);
            asked[id] = answer;
            var line = JsonSerializer.SerializeToUtf8Bytes(new { id, op = operation, args = arguments }, Format);
            await writing.WaitAsync(stop);
            try
            {
                await running.StandardInput.BaseStream.WriteAsync(line, stop);
                await running.StandardInput.BaseStream.WriteAsync("\n"u8.ToArray(), stop);
                await running.StandardInput.BaseStream.FlushAsync(stop);
            }
            catch (Exception broken) when (broken is IOException or ObjectDisposedException or InvalidOperationException)
            {
                throw Gone();
            }
            finally
            {
                writing.Release();
            }

            if (running.HasExited && !answer.Task.IsCompleted)
                throw Gone();
            return await answer.Task.WaitAsync(within ?? TimeSpan.FromMinutes(5), stop);
        }
        catch (TimeoutException)
        {
            throw new MailTrouble("ETIMEDOUT", "no answer in time") { MayHaveBeenTaken = true };
        }
        finally
        {
            asked.TryRemove(id, out _);
            places.Release();
        }
    }

    /// <summary>Ends the process.</summary>
    public async ValueTask DisposeAsync()
    {
        ended = true;
        if (process is { HasExited: false } running)
        {
            running.StandardInput.Close();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await running.WaitForExitAsync(patience.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            if (!running.HasExited)
                running.Kill();
        }

        process?.Dispose();
    }

    // when the process dies after the request was written, a message may be with the server already
    private static MailTrouble Gone() => new("GONE", "The mail gateway stopped in the middle of its work; it is started again.") { MayHaveBeenTaken = true };

    private async Task<Process> Running(CancellationToken stop)
    {
        if (process is { HasExited: false } already)
            return already;
        await starting.WaitAsync(stop);
        try
        {
            if (process is { HasExited: false } meanwhile)
                return meanwhile;
            if (ended)
                throw new MailTrouble("GONE", "Tact is stopping.");
            if (WhyNot() is { } why)
                throw new MailTrouble("NO-NODE", why);
            var sinceLast = startedAt == 0 ? LeastBetweenStarts : Stopwatch.GetElapsedTime(startedAt);
            if (sinceLast < LeastBetweenStarts)
                await Task.Delay(LeastBetweenStarts - sinceLast, stop);
            startedAt = Stopwatch.GetTimestamp();
            process?.Dispose();
            return process = Start();
        }
        finally
        {
            starting.Release();
        }
    }

    private Process Start()
    {
        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = Place()! };
        start.ArgumentList.Add("--max-old-space-size=512");
        start.ArgumentList.Add("main.mjs");
        var started = Process.Start(start)!;
        _ = Task.Factory.StartNew(() => Listen(started), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _ = started.StandardError.BaseStream.CopyToAsync(Stream.Null);
        return started;
    }

    private void Listen(Process from)
    {
        try
        {
            while (from.StandardOutput.ReadLine() is { } line)
                Take(line);
        }
        catch (Exception broken) when (broken is IOException or ObjectDisposedException)
        {
            // it has ended; what was asked of it is told below
        }

        foreach (var id in asked.Keys)
        {
            if (asked.TryRemove(id, out var waiting))
                waiting.TrySetException(Gone());
        }

        Closed?.Invoke(0);
    }

    private void Take(string line)
    {
        using var read = JsonDocument.Parse(line);
        var message = read.RootElement;
        if (message.TryGetProperty("event", out var happened))
        {
            var mailbox = message.GetProperty("mailbox").GetInt64();
            if (happened.GetString() == "changed")
                Changed?.Invoke(mailbox, message.GetProperty("path").GetString() ?? "");
            else
                Closed?.Invoke(mailbox);
            return;
        }

        if (message.GetProperty("id").ValueKind != JsonValueKind.Number || !asked.TryRemove(message.GetProperty("id").GetInt64(), out var waiting))
            return;
        if (message.TryGetProperty("error", out var error))
            waiting.TrySetException(new MailTrouble(Text(error, "code") ?? "FAILED", Text(error, "message") ?? "it failed") { Status = error.TryGetProperty("status", out var status) && status.ValueKind == JsonValueKind.Number ? status.GetInt32() : null, MayHaveBeenTaken = Text(error, "phase") == "after" });
        else
            waiting.TrySetResult(message.GetProperty("ok").Clone());
    }

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private string? Place() => folder ?? Environment.GetEnvironmentVariable("TACT_MAIL_GATEWAY") ?? Beside();

    private static string? Beside()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var found = Path.Combine(at.FullName, "mail-gateway");
            if (File.Exists(Path.Combine(found, "main.mjs")))
                return found;
        }

        return null;
    }

    private static bool NodeIsThere() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(at => at.Length > 0 && (File.Exists(Path.Combine(at, "node")) || File.Exists(Path.Combine(at, "node.exe"))));
}
