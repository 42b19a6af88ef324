using NodaTime;
using Shouldly;
using Tact.Accounts;
using Tact.FollowUps;
using Tact.Mail;
using Tact.Mail.Outbox;
using Tact.Storage;
using Tact.Tests.Support;
using Tact.Touches;

namespace Tact.Tests.Mail;

/// <summary>Messages that leave through a real Postfix, and those that must not.</summary>
public class OutboxTests(MailServersOfAClass mail) : IClassFixture<MailServersOfAClass>
{
    private static int people;

    private static string Fresh() => $"p{Interlocked.Increment(ref people) % 200}@example.com";

    [Theory, DatabasesWithRealMail]
    public async Task A_released_message_arrives_stands_on_the_timeline_once_and_lies_in_Sent(Dialect dialect)
    {
        await using var post = PostOffice.Open(dialect, mail.Servers);
        var to = Fresh();
        var (contact, followUp) = post.Person("Maria Keller", to);
        var draft = post.Draft(to, "The offer", "Hello {{contact.given}},\n\nhere is **the offer**: [the page](https://house.example/offer?a=1&b=2).\n\nKim\n", input => input with { Next = "Call about the offer", On = new LocalDate(2026, 3, 9) });
        AttachFile.Run(post.House.Workspace, post.Kim, draft.Id, "C:\\own\\prices.txt", "text/plain", "9 a piece"u8.ToArray()).ShouldBeOfType<Result<OutgoingFile>.Ok>();
        draft.State.ShouldBe("draft");
        (await post.Send()).ShouldBe(0, "a draft must not leave by itself");

        ReleaseMessage.Run(post.House.Workspace, post.Kim, draft.Id, new Release()).ShouldBeOfType<Result<MessageShown>.Ok>();
        (await post.Send()).ShouldBe(1);
        var sent = post.Now(draft.Id);
        (sent.State, sent.Why).ShouldBe(("sent", null));
        var source = (await mail.Servers.Arrived(to, 1))[0];
        source.ShouldContain($"Message-ID: <{sent.MessageId}>");
        source.ShouldContain("Hello Maria,");
        source.ShouldContain("<strong>the offer</strong>");
        source.ShouldContain("prices.txt");
        source.ShouldNotContain("C:\\own");
        // links stay as they were written, and nothing counts who reads it
        source.Replace("=\r\n", "").Replace("=\n", "").Replace("=3D", "=").ShouldContain("https://house.example/offer?a=1&amp;b=2");
        source.ShouldNotContain("<img");
        (await mail.Servers.Arrived("kim@house.example", 0)).Count.ShouldBe(0);
        mail.Servers.Mails("kim@house.example", "Sent").Count(one => one.Contains(sent.MessageId, StringComparison.Ordinal)).ShouldBe(1);

        post.House.Workspace.Data.Read(session =>
        {
            session.Query<(string Channel, string Outcome, string Offer)>("select channel, outcome, offer from timeline where contact_id = @contact and kind = 'touch'", new { contact }).ShouldBe([("email", "sent", "The offer")]);
            session.One<(string, string)>("select step, due_on from follow_ups where id = @followUp", new { followUp }).ShouldBe(("Call about the offer", "2026-03-09"));
            session.One<(string, string, long, long)>("select direction, state, thread_id - id, contact_id from mails where message_key = @MessageId", new { sent.MessageId }).ShouldBe(("out", "done", 0, contact));
            session.Scalar<long>("select count(*) from mail_references where message_key = @MessageId", new { sent.MessageId }).ShouldBe(1);
            session.Scalar<long?>("select filed_at from outgoing where id = @Id", new { sent.Id }).ShouldNotBeNull();
            return true;
        });
        (await post.Send()).ShouldBe(0, "what is sent is never sent again");
    }

    [Theory, DatabasesWithRealMail]
    public async Task What_happened_since_the_release_stops_it_and_says_so(Dialect dialect)
    {
        await using var post = PostOffice.Open(dialect, mail.Servers);
        var house = post.House;
        var colleague = house.User("lea@house.example", "manager");
        (string Name, Action<long, string> Happens, string Says)[] cases =
        [
            ("replied", (_, to) => Log(house, post.Kim, to, "email", "replied"), "in touch after"),
            ("out of office", (_, to) => Log(house, post.Kim, to, "email", "out-of-office"), "away"),
            ("opt-out", (_, to) => Log(house, post.Kim, to, "call", "opt-out"), "B1"),
            ("a colleague called", (_, to) => Log(house, colleague, to, "call", "voicemail"), "was in touch with them"),
            ("paused", (_, to) => PauseFollowUp.Run(house.Workspace, post.Kim, to, null, "review", new LocalDate(2026, 4, 1), null).ShouldBeOfType<Result<ChangedFollowUp>.Ok>(), "paused"),
            ("handed over", (_, to) => HandOver.Run(house.Workspace, colleague, to, null, "lea@house.example", "you know them").ShouldBeOfType<Result<ChangedFollowUp>.Ok>(), "handed over"),
            ("dead address", (contact, _) => house.Workspace.Data.Write(session => session.Execute("update addresses set dead_at = 1 where contact_id = @contact", new { contact })), "address"),
            ("mail held", (contact, _) => house.Workspace.Data.Write(session => session.Execute(
                "insert into mails (mailbox_id, message_key, thread_id, direction, contact_id, at, seen_at, from_address, kind, matched_by, state) values (@Mailbox, @key, 1, 'in', @contact, 1, 1, 'x@example.com', 'unsure', 'address', 'held')",
                new { post.Mailbox, key = Guid.NewGuid().ToString("n"), contact })), "waits to be understood"),
            ("erased", (contact, _) => house.Workspace.Data.Write(session => session.Execute("update contacts set erased_at = 1 where id = @contact", new { contact })), "not on record"),
        ];
        foreach (var (name, happens, says) in cases)
        {
            var to = Fresh();
            var (contact, _) = post.Person($"Person {name}", to);
            var released = post.Released(to);
            happens(contact, to);
            await post.Send();
            var now = post.Now(released.Id);
            now.State.ShouldBe("stopped", name);
            now.Why!.ShouldContain(says, customMessage: name);
            mail.Servers.Mails(to).ShouldBeEmpty(name);
        }

        var other = Fresh();
        post.Person("Nothing Happened", other);
        var goes = post.Released(other);
        house.Workspace.Data.Write(session => session.Execute("update mailboxes set removed_at = 1"));
        await post.Send();
        (post.Now(goes.Id).State, post.Now(goes.Id).Why!.Contains("mailbox", StringComparison.Ordinal)).ShouldBe(("stopped", true));
    }

    [Theory, DatabasesWithRealMail]
    public async Task A_refusal_for_good_strikes_the_address_and_a_busy_server_is_asked_again_later(Dialect dialect)
    {
        await using var post = PostOffice.Open(dialect, mail.Servers);
        var (gone, _) = post.Person("Nobody There", MailServers.Nobody);
        var refused = post.Released(MailServers.Nobody);
        await post.Send();
        (post.Now(refused.Id).State, post.Now(refused.Id).Why!.Contains("5.1.1", StringComparison.Ordinal)).ShouldBe(("failed", true));
        post.House.Workspace.Data.Read(session => session.Query<string>("select outcome from timeline where contact_id = @gone and kind = 'touch' order by id", new { gone })).ShouldBe(["sent", "bounced"]);
        var again = WriteMessage.Run(post.House.Workspace, post.Kim, new MessageInput { Id = refused.Id, Body = "once more" }).ShouldBeOfType<Result<MessageShown>.Ok>().Value;
        ReleaseMessage.Run(post.House.Workspace, post.Kim, again.Id, new Release()).ShouldBeOfType<Result<MessageShown>.Invalid>().Problems.ShouldContain(problem => problem.Field == "to");

        post.Person("Busy Server", MailServers.Busy);
        var busy = post.Released(MailServers.Busy);
        await post.Send();
        var waits = post.Now(busy.Id);
        (waits.State, waits.Tries).ShouldBe(("released", 1));
        waits.Why!.ShouldContain("try again later");
        (await post.Send()).ShouldBe(0, "not before its time");
        (await post.Send(post.House.At("2026-03-02T09:01:01Z"))).ShouldBe(1);
        post.Now(busy.Id).Tries.ShouldBe(2);

        mail.Servers.StopPostfix();
        var to = Fresh();
        post.Person("Server Away", to);
        var away = post.Released(to);
        await post.Send();
        post.Now(away.Id).State.ShouldBe("released");
        await mail.Servers.StartPostfix();
        await post.Send(post.House.At("2026-03-02T09:02:00Z"));
        post.Now(away.Id).State.ShouldBe("sent");
        (await mail.Servers.Arrived(to, 1)).Count.ShouldBe(1);
    }

    [Theory, DatabasesWithRealMail]
    public async Task A_mailbox_keeps_its_spacing_and_its_limits(Dialect dialect)
    {
        await using var post = PostOffice.Open(dialect, mail.Servers);
        post.House.Workspace.Data.Write(session => session.Execute("update mailboxes set spacing_seconds = 60, hour_limit = 3, day_limit = 4"));
        for (var i = 0; i < 5; i++)
        {
            var to = Fresh();
            post.Person($"Person {i}", to);
            post.Released(to);
        }

        (await post.Send()).ShouldBe(1);
        (await post.Send(post.House.At("2026-03-02T09:00:59Z"))).ShouldBe(0);
        (await post.Send(post.House.At("2026-03-02T09:01:00Z"))).ShouldBe(1);
        (await post.Send(post.House.At("2026-03-02T09:02:30Z"))).ShouldBe(1);
        (await post.Send(post.House.At("2026-03-02T09:05:00Z"))).ShouldBe(0, "three an hour");
        (await post.Send(post.House.At("2026-03-02T10:00:00Z"))).ShouldBe(1);
        (await post.Send(post.House.At("2026-03-02T11:30:00Z"))).ShouldBe(0, "four a day");
        (await post.Send(post.House.At("2026-03-03T09:00:00Z"))).ShouldBe(1);
    }

    [Theory, DatabasesWithRealMail]
    public async Task What_a_dead_sender_left_is_sent_found_or_asked_about_and_never_sent_again_by_itself(Dialect dialect)
    {
        await using var post = PostOffice.Open(dialect, mail.Servers);
        string[] to = [Fresh(), Fresh(), Fresh()];
        foreach (var address in to)
            post.Person($"Person {address[..address.IndexOf('@', StringComparison.Ordinal)]}", address);
        // died before the first byte: surely not taken
        var before = post.Released(to[0]);
        post.Set(before.Id, "state = 'sending', claimed_by = 'dead', claimed_at = 1");
        // died after it was taken and filed by the server
        var filed = post.Released(to[1]);
        post.Set(filed.Id, "state = 'sending', claimed_by = 'dead', claimed_at = 1, data_at = 1772442000000");
        mail.Servers.Put("kim@house.example", $"From: kim@house.example\nTo: {to[1]}\nMessage-ID: <{filed.MessageId}>\nSubject: The offer\n\nHello\n", "Sent");
        // died in between, and Sent does not tell
        var doubtful = post.Released(to[2]);
        post.Set(doubtful.Id, "state = 'sending', claimed_by = 'dead', claimed_at = 1, data_at = 1772442000000");

        RecoverMessage.Run(post.House.Workspace.Data, 1_000).ShouldBe(3);
        var tokens = new Tact.Mail.Mailboxes.AccessTokens(post.House.Workspace, TimeProvider.System);
        var looking = new FindInSent(post.House.Workspace, new Tact.Mail.Mailboxes.MailboxConnections(post.House.Workspace, post.Gateway, tokens));
        var mailbox = post.House.Workspace.Data.Read(session => Tact.Mail.Mailboxes.Mailboxes.Of(session, post.Mailbox))!;
        (await looking.Look(filed.Id, mailbox, TestContext.Current.CancellationToken)).ShouldBeTrue();
        (await looking.Look(doubtful.Id, mailbox, TestContext.Current.CancellationToken)).ShouldBeFalse();
        await post.Send();

        (post.Now(before.Id).State, post.Now(filed.Id).State, post.Now(doubtful.Id).State).ShouldBe(("sent", "sent", "in-doubt"));
        (await mail.Servers.Arrived(to[0], 1)).Count.ShouldBe(1);
        mail.Servers.Mails(to[1]).ShouldBeEmpty();
        mail.Servers.Mails(to[2]).ShouldBeEmpty();
        post.House.Workspace.Data.Read(session => session.Scalar<long>("select count(*) from timeline where touch_key = @key", new { key = $"mail:{filed.MessageId}" })).ShouldBe(1);

        ResolveDoubt.Run(post.House.Workspace, post.Kim, doubtful.Id, "again").ShouldBeOfType<Result<MessageShown>.Ok>().Value.State.ShouldBe("released");
        await post.Send();
        (await mail.Servers.Arrived(to[2], 1))[0].ShouldContain(doubtful.MessageId);
        ResolveDoubt.Run(post.House.Workspace, post.Kim, doubtful.Id, "sent").ShouldBeOfType<Result<MessageShown>.Refused>();
    }

    [Theory, DatabasesWithRealMail]
    public async Task An_answer_goes_in_their_thread_without_a_way_out_and_the_first_and_each_fourth_unasked_message_carry_it(Dialect dialect)
    {
        await using var post = PostOffice.Open(dialect, mail.Servers);
        post.House.Workspace.Data.Write(session => PublicUrl.Keep(session, "https://tact.house.example/"));
        var to = Fresh();
        var (contact, followUp) = post.Person("Jonas Berg", to);
        var theirs = post.House.Workspace.Data.Write(session => session.Insert(
            """
            insert into mails (mailbox_id, message_key, message_id, thread_id, direction, contact_id, follow_up_id, at, seen_at, from_address, from_name, subject, words, body, kind, matched_by, state)
            values (@Mailbox, @key, @key, 1, 'in', @contact, @followUp, 1, 1, @to, 'Jonas Berg', 'Your offer', 'Does it come in blue?', 'Does it come in blue?', 'reply', 'address', 'done')
            returning id
            """,
            new { post.Mailbox, key = $"question@{dialect}.example.com".ToLowerInvariant(), contact, followUp, to }));
        Log(post.House, post.Kim, to, "email", "replied");
        var answer = post.Draft(to, "", "It does.", input => input with { Subject = null, Answers = theirs, Quotes = true });
        answer.Subject.ShouldBe("Re: Your offer");
        ReleaseMessage.Run(post.House.Workspace, post.Kim, answer.Id, new Release()).ShouldBeOfType<Result<MessageShown>.Ok>();
        await post.Send();
        var source = (await mail.Servers.Arrived(to, 1))[0];
        source.ShouldContain($"In-Reply-To: <question@{dialect}.example.com>".ToLowerInvariant(), Case.Insensitive);
        source.ShouldContain("> Does it come in blue?");
        source.ShouldNotContain("List-Unsubscribe", Case.Insensitive, "they wrote to us: the answer is not unasked");
        post.House.Workspace.Data.Read(session => session.Scalar<long>("select count(distinct thread_id) from mails where contact_id = @contact", new { contact })).ShouldBe(1);

        var carries = new List<bool>();
        for (var i = 2; i <= 6; i++)
        {
            // the third goes in their thread once more, unasked this time
            var next = post.Draft(to, $"Number {i}", "And this.", input => input with { Override = "they-asked", Answers = i == 3 ? theirs : null });
            ReleaseMessage.Run(post.House.Workspace, post.Kim, next.Id, new Release(Override: "they-asked")).ShouldBeOfType<Result<MessageShown>.Ok>();
            await post.Send();
            (await mail.Servers.Arrived(to, i)).Count.ShouldBe(i);
            carries.Add(post.Now(next.Id).WayOut);
            if (i == 2)
                source = mail.Servers.Mails(to).Single(one => one.Contains(next.MessageId, StringComparison.Ordinal));
        }

        carries.ShouldBe([true, false, false, false, true]);
        var unfolded = source.Replace("\r\n ", " ").Replace("\n ", " ");
        unfolded.ShouldMatch(@"List-Unsubscribe: <https://tact\.house\.example/u/\d+-[0-9a-f]{40}>, <mailto:kim@house\.example\?subject=stop>");
        source.ShouldContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
    }

    private static void Log(TestWorkspace house, Actor by, string contact, string channel, string outcome) =>
        LogTouch.Run(house.Workspace, by, new TouchInput { Contact = contact, Channel = channel, Outcome = outcome, Note = "as it was" }).ShouldBeOfType<Result<LoggedTouch>.Ok>();
}
