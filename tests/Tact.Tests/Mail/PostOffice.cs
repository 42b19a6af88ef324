using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Shouldly;
using Tact.Accounts;
using Tact.FollowUps;
using Tact.Mail;
using Tact.Mail.Mailboxes;
using Tact.Mail.Outbox;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Mail;

/// <summary>A workspace with a seller, Kim, whose mailbox is a real one; messages leave when the test says so.</summary>
public sealed class PostOffice : IAsyncDisposable
{
    private PostOffice(TestWorkspace house, MailServers servers)
    {
        House = house;
        Servers = servers;
        Kim = house.User("kim@house.example");
        Mailbox = AddMailbox(house.Workspace, servers, Kim.UserId);
        Gateway = new MailGateway();
    }

    /// <summary>The workspace.</summary>
    public TestWorkspace House { get; }

    /// <summary>Dovecot and Postfix.</summary>
    public MailServers Servers { get; }

    /// <summary>The seller.</summary>
    public Actor Kim { get; }

    /// <summary>Kim's mailbox.</summary>
    public long Mailbox { get; }

    /// <summary>The gateway.</summary>
    public MailGateway Gateway { get; }

    /// <summary>A new one.</summary>
    public static PostOffice Open(Dialect dialect, MailServers servers, string? now = TestWorkspace.Monday) => new(TestWorkspace.Create(dialect, now), servers);

    /// <summary>Connects kim@house.example.</summary>
    public static long AddMailbox(Workspace workspace, MailServers servers, long? owner, string address = "kim@house.example", int spacing = 0, int perHour = 500, int perDay = 2000) => workspace.Data.Write(session =>
    {
        var id = session.Insert(
            """
            insert into mailboxes (name, address, address_key, owner_id, imap_host, imap_port, imap_security, smtp_host, smtp_port, smtp_security, user_name, auth, spacing_seconds, hour_limit, day_limit, created_at)
            values ('Kim of the House', @address, @address, @owner, '127.0.0.1', @imap, 'none', '127.0.0.1', @smtp, 'none', @address, 'password', @spacing, @perHour, @perDay, 0)
            returning id
            """,
            new { address, owner, imap = (long)servers.ImapPort, smtp = (long)servers.SmtpPort, spacing = (long)spacing, perHour = (long)perHour, perDay = (long)perDay });
        session.Execute("update mailboxes set secret = @secret where id = @id", new { id, secret = SealedSecrets.Seal(workspace.Data, Mailboxes.Place(id), MailServers.Password) });
        return id;
    });

    /// <summary>A person with a follow-up of Kim's.</summary>
    public (long Contact, long FollowUp) Person(string name, string email, string situation = "talked")
    {
        var contact = House.Contact(name, email);
        House.Workspace.Data.Write(session => session.Execute("update contacts set given = @given, family = @family where id = @contact", new { contact, given = name.Split(' ')[0], family = name.Split(' ')[^1] }));
        var started = StartFollowUp.Run(House.Workspace, Kim, email, new() { Owner = "kim@house.example", Matter = "Spring offer", Situation = situation }).ShouldBeOfType<Result<StartedFollowUp>.Ok>().Value;
        return (contact, started.FollowUp);
    }

    /// <summary>A draft.</summary>
    public MessageShown Draft(string contact, string subject = "The offer", string body = "Hello {{contact.given}},\n\nhere it is.\n", Func<MessageInput, MessageInput>? more = null) =>
        WriteMessage.Run(House.Workspace, Kim, (more ?? (input => input))(new MessageInput { Contact = contact, Subject = subject, Body = body, Offer = subject })).ShouldBeOfType<Result<MessageShown>.Ok>().Value;

    /// <summary>A draft that is released.</summary>
    public MessageShown Released(string contact, string subject = "The offer", Func<MessageInput, MessageInput>? more = null)
    {
        var draft = Draft(contact, subject, more: more);
        return ReleaseMessage.Run(House.Workspace, Kim, draft.Id, new Release()).ShouldBeOfType<Result<MessageShown>.Ok>().Value;
    }

    /// <summary>Sends everything that is due, at the workspace's time or another.</summary>
    public async Task<int> Send(Workspace? at = null)
    {
        var workspace = at ?? House.Workspace;
        var tokens = new AccessTokens(workspace, TimeProvider.System);
        var connections = new MailboxConnections(workspace, Gateway, tokens);
        var sending = new SendMessage(workspace, Gateway, tokens, new FindInSent(workspace, connections), new Tact.Mail.Reading.ReadMailbox(workspace, connections));
        var count = 0;
        for (; ClaimMessage.Next(workspace, "test", 1) is { } claimed; count++)
            await sending.Run(claimed, TestContext.Current.CancellationToken);
        return count;
    }

    /// <summary>A message as it stands.</summary>
    public MessageShown Now(long id) => House.Workspace.Data.Read(session => ListMessages.Show(session, House.Workspace, OutgoingRow.Of(session, id)!));

    /// <summary>Changes a stored message behind everybody's back, as a crash leaves it.</summary>
    public void Set(long id, string columns) => House.Workspace.Data.Write(session => session.Execute($"update outgoing set {columns} where id = {id}"));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        House.Dispose();
    }
}

/// <summary>One pair of mail servers for all tests of a class.</summary>
public sealed class MailServersOfAClass : IAsyncLifetime
{
    /// <summary>They; null where they cannot run.</summary>
    public MailServers Servers { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (RealMailAttribute.WhyNot is null)
            Servers = await MailServers.Start();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Servers?.Dispose();
        return ValueTask.CompletedTask;
    }
}
