using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Tact.Tests.Support;

/// <summary>
/// A Dovecot (IMAP, and LMTP for what arrives) and a Postfix (SMTP) of one test's own, on free ports of loopback. Postfix hands mail for
/// house.example and example.com to Dovecot and refuses everything else: nothing leaves the machine. Both end with this process however it
/// ends: shells wait for our end of their input to close. Every mailbox is a Maildir, so tests may look into the receivers' own files.
/// </summary>
public sealed class MailServers : IDisposable
{
    /// <summary>The password of everybody.</summary>
    public const string Password = "a good secret";

    /// <summary>Postfix takes mail for this address, Dovecot does not: a real bounce comes back to the sender.</summary>
    public const string Bounces = "moved-on@example.com";

    /// <summary>Postfix answers 450 at RCPT: not now, come back later.</summary>
    public const string Busy = "busy@example.com";

    /// <summary>Nobody has this address: Postfix answers 550 5.1.1 at RCPT.</summary>
    public const string Nobody = "nobody@example.com";

    private readonly string folder;
    private readonly int lmtpPort = FreePort();
    private readonly int authPort = FreePort();
    private readonly string[] people;
    private Process? dovecot;
    private Process? postfix;

    private MailServers(string folder, string[] people) => (this.folder, this.people) = (folder, people);

    /// <summary>Why they cannot run here; null when they can.</summary>
    public static string? Missing { get; } =
        !File.Exists("/usr/sbin/dovecot") || !Directory.Exists("/usr/lib/dovecot/modules") || !File.Exists("/usr/lib/dovecot/lmtp") ? "Dovecot is not installed (apt-get install dovecot-imapd dovecot-lmtpd)."
        : !File.Exists("/usr/lib/postfix/sbin/master") ? "Postfix is not installed (apt-get install postfix)."
        : Environment.UserName != "root" ? "Postfix starts only as root." : null;

    /// <summary>Where IMAP is spoken, without encryption.</summary>
    public int ImapPort { get; } = FreePort();

    /// <summary>Where SMTP is spoken, without encryption; it wants name and password.</summary>
    public int SmtpPort { get; } = FreePort();

    /// <summary>What Postfix logged.</summary>
    public string PostfixSaid => Log("postfix.log");

    /// <summary>What Dovecot logged.</summary>
    public string DovecotSaid => Log("dovecot.log");

    /// <summary>
    /// Starts both. Known besides <paramref name="others"/>: kim, lea and team at house.example, maria, jonas and p0 … p199 at example.com.
    /// Each has INBOX and Sent.
    /// </summary>
    public static async Task<MailServers> Start(params string[] others)
    {
        var made = Directory.CreateTempSubdirectory("tact-mail-").FullName;
        string[] known = ["kim@house.example", "lea@house.example", "team@house.example", "maria@example.com", "jonas@example.com", .. Enumerable.Range(0, 200).Select(i => $"p{i}@example.com"), .. others];
        var servers = new MailServers(made, known);
        try
        {
            servers.Lay();
            await servers.StartDovecot();
            await servers.StartPostfix();
            return servers;
        }
        catch
        {
            servers.Dispose();
            throw;
        }
    }

    /// <summary>The Maildir of somebody: new and cur below it hold one file a mail; other folders are named .Sent and so on.</summary>
    public string Maildir(string address) => Path.Combine(folder, "mail", address);

    /// <summary>The mails in somebody's folder (INBOX, or the name of another), as the server keeps them.</summary>
    public IReadOnlyList<string> Mails(string address, string path = "INBOX")
    {
        var at = path == "INBOX" ? Maildir(address) : Path.Combine(Maildir(address), "." + path);
        List<string> mails = [];
        foreach (var part in (string[])["new", "cur"])
        {
            if (!Directory.Exists(Path.Combine(at, part)))
                continue;
            foreach (var file in Directory.EnumerateFiles(Path.Combine(at, part)).Order(StringComparer.Ordinal))
                mails.Add(File.ReadAllText(file));
        }

        return mails;
    }

    /// <summary>Waits until somebody's folder holds so many mails, and gives them.</summary>
    public async Task<IReadOnlyList<string>> Arrived(string address, int number, string path = "INBOX")
    {
        for (var waited = Stopwatch.StartNew(); ;)
        {
            var mails = Mails(address, path);
            if (mails.Count >= number)
                return mails;
            if (waited.Elapsed > TimeSpan.FromSeconds(90))
                throw new TimeoutException($"{address} has {mails.Count} mails in {path}, not {number}. {PostfixSaid}");
            await Task.Delay(30, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Puts a mail into somebody's folder as if it had always been there; the server finds it on the next look.</summary>
    public void Put(string address, string source, string path = "INBOX") => Put(address, [source], path);

    /// <summary>The same for many.</summary>
    public void Put(string address, IEnumerable<string> sources, string path = "INBOX")
    {
        var at = path == "INBOX" ? Maildir(address) : Path.Combine(Maildir(address), "." + path);
        foreach (var part in (string[])["tmp", "new", "cur"])
            Directory.CreateDirectory(Path.Combine(at, part));
        foreach (var source in sources)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}.{Guid.NewGuid():n}.test");
            File.WriteAllText(Path.Combine(at, "tmp", name), source.ReplaceLineEndings("\r\n"));
            File.Move(Path.Combine(at, "tmp", name), Path.Combine(at, "new", name));
        }

        Sh($"chown -R nobody:nogroup {Maildir(address)}");
    }

    /// <summary>Sends a mail through Postfix, as somebody of the house or (it asks for no more than a password) anybody who is known.</summary>
    public async Task Send(string from, string to, string source)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, SmtpPort);
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream);
        await using var writer = new StreamWriter(stream) { NewLine = "\r\n", AutoFlush = true };
        async Task Say(string? line, char first)
        {
            if (line is not null)
                await writer.WriteLineAsync(line);
            string said;
            do
                said = await reader.ReadLineAsync() ?? "";
            while (said.Length > 3 && said[3] == '-');
            if (said.Length == 0 || said[0] != first)
                throw new InvalidOperationException($"{line}: {said}");
        }

        await Say(null, '2');
        await Say("EHLO test", '2');
        await Say("AUTH PLAIN " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"\0{from}\0{Password}")), '2');
        await Say($"MAIL FROM:<{from}>", '2');
        await Say($"RCPT TO:<{to}>", '2');
        await Say("DATA", '3');
        foreach (var line in source.ReplaceLineEndings("\n").Split('\n'))
            await writer.WriteLineAsync(line.StartsWith('.') ? "." + line : line);
        await Say(".", '2');
        await Say("QUIT", '2');
    }

    /// <summary>Starts Dovecot again after <see cref="StopDovecot"/>, on the same port.</summary>
    public async Task StartDovecot()
    {
        dovecot = Keep($"/usr/sbin/dovecot -c {folder}/dovecot.conf -F");
        await Listens(ImapPort, DovecotSaid);
        await Listens(lmtpPort, DovecotSaid);
    }

    /// <summary>Starts Postfix again after <see cref="StopPostfix"/>, on the same port.</summary>
    public async Task StartPostfix()
    {
        postfix = Keep($"setsid /usr/lib/postfix/sbin/master -c {folder}/postfix -d");
        await Listens(SmtpPort, PostfixSaid);
    }

    /// <summary>Ends Dovecot and every connection to it.</summary>
    public void StopDovecot() => End(ref dovecot, ImapPort);

    /// <summary>Ends Postfix.</summary>
    public void StopPostfix() => End(ref postfix, SmtpPort);

    /// <summary>Gives a folder another UIDVALIDITY, as after a restore. Dovecot must be stopped meanwhile.</summary>
    public void ChangeUidValidity(string address, string path = "INBOX")
    {
        var at = path == "INBOX" ? Maildir(address) : Path.Combine(Maildir(address), "." + path);
        foreach (var file in Directory.EnumerateFiles(at, "dovecot*"))
            File.Delete(file);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        StopPostfix();
        StopDovecot();
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // the folder is in the temporary files anyway
        }
    }

    private void Lay()
    {
        foreach (var part in (string[])["run", "mail", "postfix", "queue", "data"])
            Directory.CreateDirectory(Path.Combine(folder, part));
        File.WriteAllLines(Path.Combine(folder, "users"), people.Select(person => $"{person}:{{PLAIN}}{Password}::::::"));
        File.WriteAllText(Path.Combine(folder, "dovecot.conf"), DovecotConf());
        File.WriteAllLines(Path.Combine(folder, "postfix", "people"), people.Append(Bounces).Append(Busy).Select(person => $"{person} here"));
        File.WriteAllText(Path.Combine(folder, "postfix", "access"), $"{Busy} 450 4.2.1 mailbox is busy, try again later\n");
        File.WriteAllText(Path.Combine(folder, "postfix", "main.cf"), MainCf());
        File.WriteAllText(Path.Combine(folder, "postfix", "master.cf"), MasterCf());
        Sh($"chmod 755 {folder}; chown nobody:nogroup {folder}/mail; chown postfix {folder}/data; chmod 700 {folder}/data; /usr/sbin/postfix -c {folder}/postfix check");
    }

    private string DovecotConf() =>
        $$"""
        base_dir = {{folder}}/run
        state_dir = {{folder}}/run
        log_path = {{folder}}/dovecot.log
        protocols = imap lmtp
        listen = 127.0.0.1
        ssl = no
        disable_plaintext_auth = no
        first_valid_uid = 1
        mail_fsync = never
        auth_failure_delay = 0
        mail_max_userip_connections = 200
        mail_location = maildir:{{folder}}/mail/%u
        passdb {
          driver = passwd-file
          args = scheme=PLAIN username_format=%u {{folder}}/users
        }
        userdb {
          driver = static
          args = uid=nobody gid=nogroup home={{folder}}/mail/%u.home
        }
        namespace inbox {
          inbox = yes
          mailbox Sent {
            auto = create
            special_use = \Sent
          }
        }
        service imap-login {
          inet_listener imap {
            address = 127.0.0.1
            port = {{ImapPort}}
          }
          inet_listener imaps {
            port = 0
          }
        }
        service lmtp {
          inet_listener lmtp {
            address = 127.0.0.1
            port = {{lmtpPort}}
          }
        }
        service auth {
          inet_listener {
            address = 127.0.0.1
            port = {{authPort}}
          }
        }

        """;

    private string MainCf() =>
        $"""
        compatibility_level = 3.6
        queue_directory = {folder}/queue
        data_directory = {folder}/data
        command_directory = /usr/sbin
        daemon_directory = /usr/lib/postfix/sbin
        mail_owner = postfix
        setgid_group = postdrop
        maillog_file = {folder}/postfix.log
        maillog_file_prefixes = {folder}
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        disable_dns_lookups = yes
        myhostname = mail.house.example
        mydestination =
        mynetworks =
        local_recipient_maps =
        alias_maps =
        alias_database =
        relayhost =
        virtual_mailbox_domains = example.com, house.example
        virtual_mailbox_maps = texthash:{folder}/postfix/people
        virtual_transport = lmtp:inet:127.0.0.1:{lmtpPort}
        default_transport = error:nothing leaves this machine
        relay_transport = error:nothing leaves this machine
        local_transport = error:nothing leaves this machine
        smtpd_sasl_auth_enable = yes
        smtpd_sasl_type = dovecot
        smtpd_sasl_path = inet:127.0.0.1:{authPort}
        smtpd_tls_security_level = none
        smtpd_relay_restrictions = permit_sasl_authenticated, reject
        smtpd_recipient_restrictions = check_recipient_access texthash:{folder}/postfix/access, reject_unlisted_recipient, permit_sasl_authenticated, reject
        smtpd_error_sleep_time = 0
        in_flow_delay = 0

        """;

    // no service that could carry mail to another machine (smtp, relay) is there at all
    private string MasterCf() =>
        $"""
        127.0.0.1:{SmtpPort} inet n - n - - smtpd
        pickup unix n - n 60 1 pickup
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        tlsmgr unix - - n 1000? 1 tlsmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        verify unix - - n - 1 verify
        flush unix n - n 1000? 0 flush
        proxymap unix - - n - - proxymap
        showq unix n - n - - showq
        error unix - - n - - error
        retry unix - - n - - error
        discard unix - - n - - discard
        lmtp unix - - n - - lmtp
        anvil unix - - n - 1 anvil
        scache unix - - n - 1 scache
        postlog unix-dgram n - n - 1 postlogd

        """;

    private string Log(string name) => File.Exists(Path.Combine(folder, name)) ? File.ReadAllText(Path.Combine(folder, name)) : "";

    // the shell's own end is the server's end, whoever dies first
    private static Process Keep(string command) => Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"exec 2>/dev/null; {command} >/dev/null 2>&1 </dev/null & server=$!; cat >/dev/null; kill -TERM $server; wait $server"]) { RedirectStandardInput = true, UseShellExecute = false })!;

    private static void End(ref Process? shell, int port)
    {
        if (shell is null)
            return;
        shell.StandardInput.Close();
        if (!shell.WaitForExit(20_000))
            shell.Kill(entireProcessTree: true);
        shell.Dispose();
        shell = null;
        // its children end a moment after it
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(30) && Answers(port);)
            Thread.Sleep(20);
    }

    private static bool Answers(int port)
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task Listens(int port, string said)
    {
        for (var waited = Stopwatch.StartNew(); ;)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (waited.Elapsed < TimeSpan.FromSeconds(60))
            {
                await Task.Delay(30);
            }
            catch (SocketException)
            {
                throw new InvalidOperationException($"The mail servers for the tests did not start: {said}");
            }
        }
    }

    private static void Sh(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command + " 2>&1"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var said = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        if (shell.ExitCode != 0)
            throw new InvalidOperationException($"The mail servers for the tests did not start: {said}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
