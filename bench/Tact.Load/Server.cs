using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Tact.Load;

/// <summary>The built product, started on a workspace and a free port of this machine; stopped when disposed.</summary>
internal sealed class Server : IDisposable
{
    private readonly Process process;

    private Server(Process process, int port, TimeSpan firstAnswer)
    {
        this.process = process;
        Address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        FirstAnswer = firstAnswer;
    }

    public string Address { get; }

    /// <summary>From the start of the program to the first whole page.</summary>
    public TimeSpan FirstAnswer { get; }

    public static Server Start(string program, string folder)
    {
        var port = FreePort();
        var clock = Stopwatch.StartNew();
        var process = Process.Start(new ProcessStartInfo(program, ["serve", "--data", folder, "--zone", "Europe/Berlin", "--urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")]) { RedirectStandardOutput = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        while (!Answers(port))
        {
            if (process.HasExited || clock.Elapsed > TimeSpan.FromMinutes(1))
                throw new InvalidOperationException("The server did not start.");
            Thread.Sleep(3);
        }

        return new Server(process, port, clock.Elapsed);
    }

    /// <summary>Resident memory now and at its highest, in megabytes.</summary>
    public (double Now, double Highest) Memory()
    {
        var lines = File.ReadAllLines($"/proc/{process.Id}/status");
        return (Of("VmRSS:"), Of("VmHWM:"));
        double Of(string name) => double.Parse(lines.First(line => line.StartsWith(name, StringComparison.Ordinal)).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>Processor time the server has used so far; unlike waiting times it hardly depends on what else the machine does.</summary>
    public TimeSpan Processor
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public void Dispose()
    {
        if (!process.HasExited && RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
        {
            using var stop = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            stop.WaitForExit();
        }

        if (!process.WaitForExit(15_000))
            process.Kill();
        process.Dispose();
    }

    private static bool Answers(int port)
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Connect(IPAddress.Loopback, port);
            socket.Send(Encoding.ASCII.GetBytes("GET /sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
            var head = new byte[4096];
            var read = socket.Receive(head);
            return read > 12 && Encoding.ASCII.GetString(head, 9, 3) is "200";
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return port;
    }
}
