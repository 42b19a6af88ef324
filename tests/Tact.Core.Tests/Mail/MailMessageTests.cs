using System.Text.Json;
using NodaTime;
using Shouldly;
using Tact.Core.Mail;
using Xunit;

namespace Tact.Core.Tests.Mail;

/// <summary>What the gateway writes is read, whatever is missing.</summary>
public class MailMessageTests
{
    [Fact]
    public void A_whole_mail_is_read()
    {
        var mail = MailMessage.Read("""
            {"messageId":"<1@example.org>","inReplyTo":"<0@example.org>","references":["<0@example.org>"],"date":"2026-03-02T08:55:00.000Z","from":{"name":"Ada","address":"ada@example.org"},"to":[{"name":null,"address":"me@example.com"}],
             "subject":"Re: Tea","headers":[{"name":"subject","value":"Re: Tea"},{"name":"received","value":"a"},{"name":"received","value":"b"}],"text":"Yes.\n","html":null,
             "parts":[{"contentType":"text/calendar","fileName":null,"disposition":"inline","size":12,"contentId":null,"method":"REPLY","text":"BEGIN:VCALENDAR","headers":null}],"cut":["text: 9 become 5"],"later":{"unknown":1}}
            """);
        mail.Date.ShouldBe(Instant.FromUtc(2026, 3, 2, 8, 55));
        mail.From.ShouldBe(new MailPerson("Ada", "ada@example.org"));
        mail.References.ShouldBe(["<0@example.org>"]);
        mail.Header("received").ShouldBe("a");
        mail.Parts[0].Method.ShouldBe("REPLY");
        mail.Parts[0].Headers.ShouldBeEmpty();
        mail.IsCut.ShouldBeTrue();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"references":null,"to":null,"headers":null,"parts":null,"cut":null,"date":"yesterday","from":null}""")]
    [InlineData("""{"references":"x","to":[null],"date":17}""")]
    public void A_mail_with_little_in_it_is_read(string json)
    {
        var mail = MailMessage.Read(json);
        mail.Date.ShouldBeNull();
        mail.References.ShouldBeEmpty();
        mail.To.ShouldBeEmpty();
        mail.Headers.ShouldBeEmpty();
        mail.Parts.ShouldBeEmpty();
        mail.IsCut.ShouldBeFalse();
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        var mail = new MailMessage { MessageId = "<1@example.org>", Date = Instant.FromUtc(2026, 1, 1, 0, 0), To = [new MailPerson("A", "a@example.org")] };
        var again = MailMessage.Read(JsonSerializer.Serialize(mail, MailMessage.Format));
        again.MessageId.ShouldBe(mail.MessageId);
        again.Date.ShouldBe(mail.Date);
        again.To.ShouldBe(mail.To);
    }
}
