using System.Diagnostics;
using System.Text;
using NodaTime;
using Shouldly;
using Tact.Core.Mail;
using Xunit;

namespace Tact.Core.Tests.Mail;

/// <summary>No mail, however mangled, breaks the reading of it; a bounded number of changes, the same on every run.</summary>
public class MangledMailTests
{
    private static readonly string[] Seeds =
    [
        "I am out of the office until 5 August 2026. Contact ben@example.org.\n-- \nAda", "On Mon, 20 Jul 2026 at 10:15, Me <me@example.com> wrote:\n> Is Tuesday fine?\n\nYes.",
        "Hi. This is the qmail-send program.\n<ben@example.org>:\n550 5.1.1 User unknown\n--- Below this line is a copy of the message.\nReceived: x\n", "Final-Recipient: rfc822; ben@example.org\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550\n continued",
        "<div><blockquote type=\"cite\"><p>Hi &amp; there</p></blockquote>Yes<br></div>", "8月7日まで休暇をいただいております。", "Jestem na urlopie do 14 sierpnia.", "{\"notificationType\":\"Bounce\",\"bounce\":{\"bouncedRecipients\":[{}]}}", "vom 27.7.-14.8.2026 KW 53 31.2. 99/99/9999 0.0. 29 February",
    ];

    [Fact]
    public void Changed_mails_are_read_to_the_end()
    {
        var chance = 12345u;
        var watch = Stopwatch.StartNew();
        for (var round = 0; round < 3000; round++)
        {
            var text = new StringBuilder(Seeds[Next(Seeds.Length)]);
            for (var change = Next(8); change >= 0; change--)
                Change(text);
            var mail = new MailMessage
            {
                From = new MailPerson(null, Next(2) == 0 ? "mailer-daemon@example.net" : text.ToString()), Subject = Next(3) == 0 ? text.ToString() : "Re: Tea", Text = Next(4) == 0 ? null : text.ToString(), Html = Next(3) == 0 ? text.ToString() : null,
                Headers = [new MailHeader("auto-submitted", Next(2) == 0 ? "no" : "auto-replied"), new MailHeader("", "")], To = [new MailPerson(null, null)],
                Parts = Next(2) == 0 ? [] : [new MailPart { ContentType = Next(2) == 0 ? "message/delivery-status" : "message/feedback-report", Text = text.ToString() }],
            };
            var meaning = Understand.Mail(mail, new LocalDate(1990 + Next(200), 1 + Next(12), 1 + Next(28)));
            meaning.Confidence.ShouldBeInRange(0, 1);
            meaning.Why.ShouldNotBeNullOrEmpty();
        }

        watch.Elapsed.TotalSeconds.ShouldBeLessThan(60);

        int Next(int below) => (int)((chance = chance * 1664525 + 1013904223) >> 8) % below;

        void Change(StringBuilder text)
        {
            var at = text.Length == 0 ? 0 : Next(text.Length);
            switch (Next(7))
            {
                case 0 when text.Length > 0: text.Remove(at, Math.Min(text.Length - at, 1 + Next(9))); break;
                case 1: text.Insert(at, (char)Next(0xD800)); break;
                case 2: text.Insert(at, Seeds[Next(Seeds.Length)]); break;
                case 3: text.Insert(at, new string("<>\n-:@\"(.0 "[Next(11)], 1 + Next(300))); break;
                case 4 when text.Length > 0: text[at] = (char)(32 + Next(96)); break;
                case 5: text.Insert(at, '\uD83C'); break;
                default: text.Append(text.Length < 5000 ? text.ToString() : ""); break;
            }
        }
    }

    [Theory]
    [InlineData("<")]
    [InlineData(">")]
    [InlineData("a@")]
    [InlineData("On 1 ")]
    [InlineData("from: ")]
    [InlineData("1/")]
    [InlineData("until 5 ")]
    [InlineData("- ")]
    [InlineData("&#x1F")]
    [InlineData("<a ")]
    [InlineData("(")]
    [InlineData("\n")]
    [InlineData("To: x\n")]
    [InlineData("550 5.1.1 ")]
    public void A_megabyte_of_one_thing_takes_less_than_two_seconds(string one)
    {
        var text = string.Concat(Enumerable.Repeat(one, 1_000_000 / one.Length));
        var watch = Stopwatch.StartNew();
        Understand.Mail(new MailMessage { Subject = "Undelivered", From = new MailPerson(null, "mailer-daemon@example.org"), Text = text }, Letters.Received);
        Understand.Mail(new MailMessage { Subject = "Re: Tea", Text = text }, Letters.Received);
        Understand.Mail(new MailMessage { Subject = "Re: Tea", Html = text }, Letters.Received);
        watch.Elapsed.TotalSeconds.ShouldBeLessThan(6);
    }
}
