using Shouldly;
using Tact.Core.Mail;
using Xunit;

namespace Tact.Core.Tests.Mail;

/// <summary>"Does not count as an attempt": only a dead address ends anything.</summary>
public class BounceTests
{
    [Theory]
    [InlineData("5.1.1", "failed", "smtp; 550 5.1.1 <ben@example.org>: Recipient address rejected: User unknown", AddressVerdict.Dead)]
    [InlineData("5.0.0", "failed", "smtp; 550 No such user here", AddressVerdict.Dead)]
    [InlineData("5.1.10", "failed", "smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup", AddressVerdict.Dead)]
    [InlineData("5.2.1", "failed", "smtp; 550-5.2.1 The email account that you tried to reach is disabled.", AddressVerdict.Dead)]
    [InlineData("5.4.4", "failed", "X-Postfix; Host or domain name not found. Name service error for name=example.org type=A: Host not found", AddressVerdict.Dead)]
    [InlineData("5.5.0", "failed", "smtp;550 Requested action not taken: mailbox unavailable", AddressVerdict.Dead)]
    [InlineData("5.1.1", "failed", "", AddressVerdict.Dead)]
    [InlineData("5.4.1", "failed", "smtp; 550 5.4.1 [ben@example.org]: Recipient address rejected: Access denied", AddressVerdict.Dead)]
    [InlineData("5.2.2", "failed", "smtp; 552 5.2.2 Mailbox full", AddressVerdict.Full)]
    [InlineData("5.1.1", "failed", "smtp; 552 5.2.2 Over quota", AddressVerdict.Full)]
    [InlineData("4.2.2", "failed", "smtp; 452 4.2.2 The email account that you tried to reach is over quota", AddressVerdict.Full)]
    [InlineData("5.7.1", "failed", "smtp; 554 5.7.1 Message rejected as spam", AddressVerdict.Blocked)]
    [InlineData("5.1.0", "failed", "smtp; 550 5.1.0 192.0.2.1 is not allowed to send per its SPF record", AddressVerdict.Blocked)]
    [InlineData("5.7.1", "failed", "smtp; 550 5.7.1 Unable to relay", AddressVerdict.Blocked)]
    [InlineData("5.7.26", "failed", "smtp; 550-5.7.26 Unauthenticated email from example.com is not accepted due to domain's DMARC policy", AddressVerdict.Blocked)]
    [InlineData("5.3.4", "failed", "smtp; 552 5.3.4 Message size exceeds fixed limit", AddressVerdict.Blocked)]
    [InlineData("5.1.8", "failed", "smtp; 553 5.1.8 Domain of sender address does not exist", AddressVerdict.Blocked)]
    [InlineData("4.4.1", "failed", "smtp; connect to mx.example.org: Connection timed out", AddressVerdict.Delayed)]
    [InlineData("4.4.7", "failed", "smtp; 554 4.4.7 Message expired: unable to deliver in 840 minutes", AddressVerdict.Delayed)]
    [InlineData("4.7.1", "delayed", "smtp; 451 4.7.1 Greylisting in action, please come back later", AddressVerdict.Delayed)]
    [InlineData("4.1.1", "delayed", "smtp; 450 4.1.1 User unknown in local recipient table", AddressVerdict.Delayed)]
    [InlineData("5.4.6", "failed", "smtp; 554 5.4.6 Too many hops", AddressVerdict.Delayed)]
    [InlineData("5.0.0", "failed", "", AddressVerdict.Unknown)]
    public void A_report_is_read(string status, string action, string diagnostic, AddressVerdict verdict)
    {
        var mail = Letters.Daemon("I could not deliver your message.", report: $"Reporting-MTA: dns; mx.example.net\r\n\r\nFinal-Recipient: rfc822; ben@example.org\r\nAction: {action}\r\nStatus: {status}\r\n{(diagnostic.Length > 0 ? $"Diagnostic-Code: {diagnostic}\r\n" : "")}\r\n");
        var meaning = Letters.Read(mail);
        meaning.Kind.ShouldBe(MailKind.Bounce);
        meaning.Recipients.ShouldHaveSingleItem().Address.ShouldBe("ben@example.org");
        meaning.Recipients[0].Verdict.ShouldBe(verdict);
    }

    [Theory]
    [InlineData("Hi. This is the qmail-send program at mx.example.net.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<ben@example.org>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <me@example.com>\n", AddressVerdict.Dead)]
    [InlineData("This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  ben@example.org\n    host mx.example.org [192.0.2.7]\n    SMTP error from remote mail server after RCPT TO:<ben@example.org>:\n    550 unknown user\n\n------ This is a copy of the message, including all the headers. ------\n", AddressVerdict.Dead)]
    [InlineData("This message was created automatically by mail delivery software.\nThe following address(es) failed:\n\n  ben@example.org\n    retry timeout exceeded\n", AddressVerdict.Delayed)]
    [InlineData("Your message\n\n  Subject: Tea\n\nwas not delivered to:\n\n  ben@example.org\n\nbecause:\n\n  User ben (ben@example.org) not listed in Domino Directory\n", AddressVerdict.Dead)]
    [InlineData("User's mailbox is full: <ben@example.org>\nUnable to deliver mail.\n", AddressVerdict.Full)]
    [InlineData("The following message to <ben@example.org> was undeliverable.\nThe reason for the problem:\n5.7.1 - Delivery not authorized, message refused\n", AddressVerdict.Blocked)]
    [InlineData("**********************************************\n**      THIS IS A WARNING MESSAGE ONLY      **\n**********************************************\nYour message to ben@example.org was delayed. Will keep trying until message is 5 days old\n", AddressVerdict.Delayed)]
    [InlineData("次のあて先へのメッセージはエラーのため送信できませんでした。\n\n    Recipient: <ben@example.org>\n    >>> RCPT TO:<ben@example.org>\n    <<< 550 <ben@example.org>: User unknown\n", AddressVerdict.Dead)]
    [InlineData("Échec de la remise pour ces destinataires :\n\nben@example.org\nL'adresse de messagerie est introuvable.\n", AddressVerdict.Dead)]
    public void The_words_of_a_server_are_read(string text, AddressVerdict verdict)
    {
        var meaning = Letters.Read(Letters.Daemon(text));
        meaning.Kind.ShouldBe(MailKind.Bounce);
        meaning.Recipients.ShouldHaveSingleItem().Address.ShouldBe("ben@example.org");
        meaning.Recipients[0].Verdict.ShouldBe(verdict);
    }

    [Fact]
    public void Each_address_has_its_own_verdict()
    {
        var meaning = Letters.Read(Letters.Daemon("Hi. This is the qmail-send program.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<ben@example.org>:\n550 5.1.1 User unknown\n\n<cleo@example.org>:\n552 5.2.2 Mailbox full\n"));
        meaning.Recipients.Select(one => (one.Address, one.Verdict)).ShouldBe([("ben@example.org", AddressVerdict.Dead), ("cleo@example.org", AddressVerdict.Full)]);
    }

    [Fact]
    public void A_delivery_report_is_no_bounce() =>
        Letters.Read(Letters.Daemon("Your message was delivered.", "Delivery Status Notification (Success)", "Final-Recipient: rfc822; ben@example.org\nAction: delivered\nStatus: 2.0.0\n")).Kind.ShouldBe(MailKind.AutoReply);

    [Fact]
    public void A_person_who_passes_a_bounce_on_writes_an_answer()
    {
        var mail = Letters.Answer("Your mail to Ben came back, see below. His new address is on our site.", "Fwd: Undelivered Mail Returned to Sender");
        Letters.Read(mail).Kind.ShouldNotBe(MailKind.Bounce);
    }

    [Fact]
    public void A_report_in_an_enclosed_mail_is_not_ours()
    {
        var mail = Letters.Daemon("Blocked.", report: "Final-Recipient: rfc822; ben@example.org\nAction: failed\nStatus: 5.7.1\nDiagnostic-Code: smtp; 550 spam\n");
        mail = mail with { Parts = [.. mail.Parts, new MailPart { ContentType = "message/delivery-status", Level = 1, Text = "Final-Recipient: rfc822; other@example.org\nAction: failed\nStatus: 5.1.1\n" }] };
        Letters.Read(mail).Recipients.ShouldHaveSingleItem().Verdict.ShouldBe(AddressVerdict.Blocked);
    }

    [Theory]
    [InlineData("abuse", MailKind.Complaint)]
    [InlineData("fraud", MailKind.Complaint)]
    [InlineData("opt-out", MailKind.OptOut)]
    [InlineData("not-spam", MailKind.AutoReply)]
    public void A_feedback_report_is_a_complaint(string type, MailKind kind)
    {
        var mail = Letters.Daemon("This is an email abuse report.", "Abuse report") with { Parts = [new MailPart { ContentType = "message/feedback-report", Text = $"Feedback-Type: {type}\r\nUser-Agent: Example/1.0\r\nOriginal-Rcpt-To: <ben@example.org>\r\n" }] };
        Letters.Read(mail).Kind.ShouldBe(kind);
    }

    [Fact]
    public void A_notification_as_json_is_read()
    {
        var meaning = Letters.Read(Letters.Answer("""{"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bounceSubType":"General","bouncedRecipients":[{"emailAddress":"ben@example.org","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 user unknown"}]}}""", "Notification"));
        meaning.Kind.ShouldBe(MailKind.Bounce);
        meaning.Recipients.ShouldHaveSingleItem().Verdict.ShouldBe(AddressVerdict.Dead);
    }
}
