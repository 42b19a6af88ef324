using System.Diagnostics;
using System.Globalization;

namespace Tact.Load;

/// <summary>One request to send: header lines are separated by |.</summary>
internal sealed record Call(string Method, string Path, string Headers, string Body = "");

/// <summary>What came of a run of wrk; times in milliseconds.</summary>
internal sealed record Answered(long Requests, double Seconds, long Errors, double P50, double P95, double P99, double Slowest)
{
    public double PerSecond => Requests / Seconds;

    /// <summary>Processor time of the server for each request, in milliseconds.</summary>
    public double Processor { get; init; }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Requests,8:N0} requests {PerSecond,7:N0}/s   p50 {P50,7:0.00} ms   p95 {P95,7:0.00} ms   p99 {P99,7:0.00} ms   slowest {Slowest,6:0.0} ms   server {Processor:0.00} ms of processor time each   {(Errors == 0 ? "no errors" : Errors + " ERRORS")}");
}

/// <summary>Sends prepared requests with wrk (Debian's package), which costs little beside the server on the same machine.</summary>
internal static class Wrk
{
    private const string Script = """
        local requests, i = {}, 0
        function init(args)
          for line in io.lines(args[1]) do
            local method, path, headers, body = line:match("^(.-)\t(.-)\t(.-)\t(.*)$")
            local h = {}
            for name, value in headers:gmatch("([^:|]+): ([^|]*)") do h[name] = value end
            requests[#requests + 1] = wrk.format(method, path, h, body ~= "" and body or nil)
          end
        end
        function request()
          i = i % #requests + 1
          return requests[i]
        end
        function done(summary, latency, r)
          local e = summary.errors
          io.write(string.format("RESULT %d %d %d %.3f %.3f %.3f %.3f\n", summary.requests, summary.duration, e.connect + e.read + e.write + e.status + e.timeout,
            latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000, latency.max / 1000))
        end
        """;

    /// <summary>Sends the calls one after the other, over and over, on so many connections for so long.</summary>
    public static Answered Run(Server server, IEnumerable<Call> calls, int connections, int seconds)
    {
        var before = server.Processor;
        var folder = Directory.CreateTempSubdirectory("tact-load").FullName;
        try
        {
            var script = Path.Combine(folder, "calls.lua");
            var list = Path.Combine(folder, "calls.txt");
            File.WriteAllText(script, Script);
            File.WriteAllLines(list, calls.Select(call => $"{call.Method}\t{call.Path}\t{call.Headers}\t{call.Body}"));
            using var wrk = Process.Start(new ProcessStartInfo("wrk", $"-t1 -c{connections} -d{seconds}s --timeout 10s -s {script} {server.Address} -- {list}") { RedirectStandardOutput = true })!;
            var said = wrk.StandardOutput.ReadToEnd();
            wrk.WaitForExit();
            var result = said.Split('\n').FirstOrDefault(line => line.StartsWith("RESULT ", StringComparison.Ordinal)) ?? throw new InvalidOperationException(said);
            var n = result.Split(' ')[1..].Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray();
            return new Answered((long)n[0], n[1] / 1e6, (long)n[2], n[3], n[4], n[5], n[6]) { Processor = (server.Processor - before).TotalMilliseconds / Math.Max(1, n[0]) };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
