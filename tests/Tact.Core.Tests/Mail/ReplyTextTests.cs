using System.Diagnostics;
using Shouldly;
using Tact.Core.Mail;
using Xunit;

namespace Tact.Core.Tests.Mail;

/// <summary>The visible text: no quotes, no signature, no own word lost.</summary>
public class ReplyTextTests
{
    private const string Own = "Yes, Tuesday is fine.\nSee you then!";

    [Theory]
    [InlineData("On Mon, 20 Jul 2026 at 10:15, Me Seller <me@example.com> wrote:\n\n> Is Tuesday fine?\n> Me")]
    [InlineData("On Jul 20, 2026, at 10:15 AM, Me Seller\n<me@example.com> wrote:\n\n> Is Tuesday fine?")]
    [InlineData("Am 20.07.2026 um 10:15 schrieb Me Seller <me@example.com>:\n\n> Passt Dienstag?")]
    [InlineData("Le lun. 20 juil. 2026 à 10:15, Me Seller <me@example.com> a écrit :\n\n> Mardi ?")]
    [InlineData("El lun, 20 jul 2026 a las 10:15, Me Seller (<me@example.com>) escribió:\n\n> ¿Martes?")]
    [InlineData("Il giorno lun 20 lug 2026 alle ore 10:15 Me Seller <me@example.com> ha scritto:\n\n> Martedì?")]
    [InlineData("Op ma 20 jul 2026 om 10:15 schreef Me Seller <me@example.com>:\n\n> Dinsdag?")]
    [InlineData("Em seg., 20 de jul. de 2026 às 10:15, Me Seller <me@example.com> escreveu:\n\n> Terça?")]
    [InlineData("Den mån 20 juli 2026 kl 10:15 skrev Me Seller <me@example.com>:\n\n> Tisdag?")]
    [InlineData("man. 20. jul. 2026 kl. 10.15 skrev Me Seller <me@example.com>:\n\n> Tirsdag?")]
    [InlineData("ma 20. heinäk. 2026 klo 10.15 Me Seller (me@example.com) kirjoitti:\n\n> Tiistai?")]
    [InlineData("pon., 20 lip 2026 o 10:15 Me Seller <me@example.com> napisał(a):\n\n> Wtorek?")]
    [InlineData("po 20. 7. 2026 v 10:15 odesílatel Me Seller <me@example.com> napsal:\n\n> Úterý?")]
    [InlineData("пн, 20 июл. 2026 г. в 10:15, Me Seller <me@example.com>:\n\n> Вторник?")]
    [InlineData("20 Tem 2026 Pzt 10:15 tarihinde Me Seller <me@example.com> şunu yazdı:\n\n> Salı?")]
    [InlineData("2026年7月20日(月) 10:15 Me Seller <me@example.com>:\n\n> 火曜日?")]
    [InlineData("Me Seller <me@example.com> 于2026年7月20日周一 10:15写道：\n\n> 周二?")]
    [InlineData("-----Original Message-----\nFrom: Me Seller\nSent: Monday\n\nIs Tuesday fine?")]
    [InlineData("________________________________\nFrom: Me Seller <me@example.com>\nSent: Monday, July 20, 2026 10:15 AM\nTo: Ada <ada@example.org>\nSubject: Tea\n\nIs Tuesday fine?")]
    [InlineData("Von: Me Seller <me@example.com>\nGesendet: Montag, 20. Juli 2026 10:15\nAn: Ada\nBetreff: Tee\n\nPasst Dienstag?")]
    [InlineData("De : Me Seller <me@example.com>\nEnvoyé : lundi 20 juillet 2026 10:15\nÀ : Ada\nObjet : Thé\n\nMardi ?")]
    [InlineData("De: Me Seller <me@example.com>\nEnviado el: lunes, 20 de julio de 2026 10:15\nPara: Ada\nAsunto: Té\n\n¿Martes?")]
    [InlineData("Da: Me Seller <me@example.com>\nInviato: lunedì 20 luglio 2026 10:15\nA: Ada\nOggetto: Tè\n\nMartedì?")]
    [InlineData("Från: Me Seller <me@example.com>\nSkickat: den 20 juli 2026 10:15\nTill: Ada\nÄmne: Te\n\nTisdag?")]
    [InlineData("Od: Me Seller <me@example.com>\nWysłano: poniedziałek, 20 lipca 2026 10:15\nDo: Ada\nTemat: Herbata\n\nWtorek?")]
    [InlineData("От: Me Seller <me@example.com>\nОтправлено: 20 июля 2026 г. 10:15\nКому: Ada\nТема: Чай\n\nВторник?")]
    [InlineData("发件人: Me Seller <me@example.com>\n发送时间: 2026年7月20日 10:15\n收件人: Ada\n主题: 茶\n\n周二?")]
    [InlineData("差出人: Me Seller <me@example.com>\n送信日時: 2026年7月20日 10:15\n宛先: Ada\n件名: お茶\n\n火曜日?")]
    [InlineData("Sent from my iPhone\n\nOn Jul 20, 2026, at 10:15, Me Seller <me@example.com> wrote:\n\nIs Tuesday fine?")]
    [InlineData("Von meinem iPhone gesendet\n\nAm 20.07.2026 um 10:15 schrieb Me Seller <me@example.com>:\n\nPasst Dienstag?")]
    [InlineData("Envoyé de mon iPhone")]
    [InlineData("Enviado desde mi Samsung Galaxy")]
    [InlineData("Get Outlook for Android<https://example.net/x>")]
    [InlineData("-- \nAda Example\nExample Ltd.\n+1 555 0100")]
    [InlineData("Best regards,\n\nAda Example\nHead of Tea\nExample Ltd.")]
    [InlineData("Mit freundlichen Grüßen\nAda Example")]
    [InlineData("Cordialement,\nAda Example\n+33 1 55 01 00")]
    [InlineData("_______________________________________________\ntea mailing list\ntea@lists.example.org")]
    public void What_is_quoted_or_signed_goes(string rest) => ReplyText.Of($"{Own}\n\n{rest}").ShouldBe(Own);

    [Theory]
    [InlineData("On Monday, July 20, 2026, 10:15:32 AM GMT+2, Me Seller <me@example.com> wrote:  \n\n\nIs Tuesday fine?")]
    [InlineData("On Monday, July 20, 2026 at 10:15 AM Me Seller <me@example.com> wrote:\n\nIs Tuesday fine?")]
    [InlineData("Me Seller <me@example.com> schrieb am Mo., 20. Juli 2026, 10:15:\n\n> Passt?")]
    [InlineData("El lun., 20 jul. 2026 10:15, Me Seller <me@example.com> escribió:\n\n> ok?")]
    [InlineData("------- Original Message -------\nOn Monday, July 20th, 2026 at 10:15 AM, Me Seller <me@example.com> wrote:\n\n\n> Is Tuesday fine?")]
    [InlineData("‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\nOn Monday, July 20, 2026 10:15 AM, Me <me@example.com> wrote:\n\n> Tuesday?")]
    [InlineData("-------- Original message --------\nFrom: Me Seller <me@example.com>\nDate: 7/20/26 10:15 AM (GMT+01:00)\nTo: Ada <ada@example.org>\nSubject: Tea\n\nIs Tuesday fine?")]
    [InlineData("Gesendet: Montag, 20. Juli 2026 um 10:15 Uhr\nVon: \"Me Seller\" <me@example.com>\nAn: \"Ada\" <ada@example.org>\nBetreff: Tee\n\nPasst Dienstag?")]
    [InlineData("On Mon, 20 Jul 2026, at 10:15 AM, Me Seller wrote:\n> Is Tuesday fine?")]
    [InlineData("* Me Seller <me@example.com> [2026-07-20 10:15]:\n> Is Tuesday fine?")]
    [InlineData("Me Seller <me@example.com> writes:\n\n> Is Tuesday fine?")]
    [InlineData("Am 20.07.26 um 10:15 schrieb Me Seller:\n> Passt Dienstag?")]
    [InlineData("Le 20/07/2026 à 10:15, Me Seller a écrit :\n> Mardi ?")]
    [InlineData("2026年7月20日(月) 10:15、Me Seller <me@example.com>のメール:\n\n> 火曜日?")]
    [InlineData("在 2026年7月20日，10:15，Me Seller <me@example.com> 写道：\n\n> 周二?")]
    [InlineData("2026. 7. 20. 오전 10:15, Me Seller <me@example.com> 작성:\n\n> 화요일?")]
    [InlineData("On 20 Jul 2026, 10:15 +0200, Me Seller <me@example.com>, wrote:\n> Is Tuesday fine?")]
    [InlineData("Le lun. 20 juil. 2026, 10:15, Me Seller <me@example.com> a écrit :\n\n> Mardi?")]
    [InlineData("בתאריך יום ב׳, 20 ביולי 2026 ב-10:15 מאת Me Seller <me@example.com>:\n\n> ?")]
    [InlineData("От: Me Seller [mailto:me@example.com]\nSent: Monday, July 20, 2026 10:15 AM\nTo: Ada\nSubject: Tea\n\nTuesday?")]
    [InlineData("Get Outlook for iOS\n________________________________\nFrom: Me Seller <me@example.com>\nSent: Monday, July 20, 2026 10:15:11 AM\nTo: Ada <ada@example.org>\nSubject: Tea\n\nIs Tuesday fine?")]
    [InlineData("Sent from Yahoo Mail on Android\n\n  On Mon, Jul 20, 2026 at 10:15 AM, Me Seller<me@example.com> wrote:   Is Tuesday fine?")]
    [InlineData("Sent from Mail for Windows\n\nFrom: Me Seller\nSent: Monday, July 20, 2026 10:15 AM\nTo: Ada\nSubject: Tea\n\nIs Tuesday fine?")]
    [InlineData("Enviado desde mi iPhone\n\n> El 20 jul 2026, a las 10:15, Me Seller <me@example.com> escribió:\n> \n> Martes?")]
    [InlineData("Inviato da iPhone\n\n> Il giorno 20 lug 2026, alle ore 10:15, Me <me@example.com> ha scritto:\n> \n> Martedì?")]
    [InlineData("Envoyé depuis mon mobile")]
    [InlineData("Verstuurd vanaf mijn iPhone\n\n> Op 20 jul. 2026 om 10:15 heeft Me Seller <me@example.com> het volgende geschreven:\n> \n> Dinsdag?")]
    [InlineData("Skickat från min iPhone\n\n> 20 juli 2026 kl. 10:15 skrev Me Seller <me@example.com>:\n> \n> Tisdag?")]
    [InlineData("iPhoneから送信\n\n2026/07/20 10:15、Me Seller <me@example.com>のメール:\n\n> 火曜日?")]
    [InlineData("发自我的iPhone\n\n------------------ Original ------------------\nFrom: \"Me\"<me@example.com>;\nDate: Mon, Jul 20, 2026 10:15 AM\nTo: \"Ada\"<ada@example.org>;\nSubject: Tea\n\n周二?")]
    [InlineData("------------------ 原始邮件 ------------------\n发件人: \"Me\"<me@example.com>;\n发送时间: 2026年7月20日(星期一) 上午10:15\n收件人: \"Ada\"<ada@example.org>;\n主题: 茶\n\n周二?")]
    [InlineData("Kind regards\nAda Example\nExample Ltd. | 1 High Street | London\nT +44 20 5550 1234 | www.example.org\n\nThis email and any attachments are confidential and intended solely for the addressee.")]
    [InlineData("Viele Grüße,\nAda\n\n--\nAda Example\nExample GmbH\n\nAm 20.07.2026 um 10:15 schrieb Me <me@example.com>:\n> Passt?")]
    [InlineData("Best,\nAda\n\nFrom: Me Seller <me@example.com>\nDate: Monday, 20 July 2026 at 10:15\nTo: Ada <ada@example.org>\nSubject: Tea\nIs Tuesday fine?")]
    [InlineData("*Von:* Me Seller <me@example.com>\n*Gesendet:* Montag, 20. Juli 2026 10:15\n*An:* Ada <ada@example.org>\n*Betreff:* Tee\n\nPasst?")]
    [InlineData("---\nMe Seller a écrit le 20/07/2026 10:15 :\n\nMardi ?")]
    [InlineData("Il 20/07/2026 10:15, Me Seller ha scritto:\n> Martedì?")]
    [InlineData("Dne 20. 7. 2026 v 10:15 Me Seller napsal(a):\n> Úterý?")]
    [InlineData("20.07.2026 10:15, Me Seller пишет:\n> Вторник?")]
    [InlineData("Den 20.07.2026 10:15, skrev Me Seller:\n> Tirsdag?")]
    [InlineData("2026-07-20 10:15 skrev Me Seller:\n> Tisdag?")]
    [InlineData("Me Seller <me@example.com> ezt írta (időpont: 2026. júl. 20., H, 10:15):\n\n> Kedd?")]
    [InlineData("Pe 20 iul. 2026, la 10:15, Me Seller <me@example.com> a scris:\n\n> Marți?")]
    [InlineData("Στις Δευ 20 Ιουλ 2026 στις 10:15 π.μ., ο χρήστης Me Seller <me@example.com> έγραψε:\n\n> Τρίτη;")]
    [InlineData("Cumprimentos,\nAda\nExemplo Lda")]
    [InlineData("Pozdrawiam serdecznie\nAda Przykład")]
    public void Every_mail_program_quotes_and_signs_in_its_own_way(string rest) => ReplyText.Of($"{Own}\n\n{rest}").ShouldBe(Own);

    [Theory]
    [InlineData("On the other hand, we wrote: three things.\nAnd more.")]
    [InlineData("Two options:\n--\n1. tea\n--\n2. coffee\n\nWhich one? I would need to know how many people come, what they like, whether\nthere is milk, and who pays for it, since our budget is small this year and the\nlast time nobody had thought of it at all, which led to some confusion in the\nroom and a long talk afterwards about who should have thought of it.\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10")]
    [InlineData("This was sent from my desk, not from my phone. So be it.")]
    [InlineData("Regards the delivery: it is late.")]
    [InlineData("To: whom it may concern\nwe like tea.")]
    [InlineData("5 > 3 and 2 < 4")]
    public void Own_words_stay(string text) => ReplyText.Of(text).ShouldBe(text);

    [Fact]
    public void Answers_between_the_lines_stay() =>
        ReplyText.Of("On Mon, 20 Jul 2026 at 10:15, Me <me@example.com> wrote:\n> Is Tuesday fine?\n\nYes.\n\n> And the room?\n\nBook the small one.\n").ShouldBe("Yes.\n\nBook the small one.");

    [Fact]
    public void Html_is_read_as_it_is_seen()
    {
        ReplyText.OfHtml("<div dir=\"ltr\">Yes,&nbsp;Tuesday.<br></div><br><div class=\"gmail_quote\"><div class=\"gmail_attr\">On Mon, Me wrote:<br></div><blockquote>Is Tuesday fine?</blockquote></div>").ShouldBe("Yes, Tuesday.");
        ReplyText.OfHtml("<html><head><style>p{color:red}</style></head><body><p>Yes.</p><hr><div id=\"divRplyFwdMsg\"><b>From:</b> Me &lt;me@example.com&gt;<br><b>Sent:</b> Monday<br><b>To:</b> Ada<br><b>Subject:</b> Tea</div><div>Is Tuesday fine?</div></body></html>").ShouldBe("Yes.");
        ReplyText.OfHtml("<p>Both fine.</p><script>alert(1)</script><!-- no --><blockquote type=\"cite\">Tuesday?</blockquote><p>Bring milk.</p>").ShouldBe("Both fine.\n\nBring milk.");
    }

    [Fact]
    public void A_forward_without_words_of_their_own_is_the_message() =>
        ReplyText.Of("---------- Forwarded message ---------\nFrom: Ben <ben@example.org>\nDate: Mon\n\nTea is at four.").ShouldContain("Tea is at four.");

    [Fact]
    public void A_quote_of_a_megabyte_takes_less_than_a_second()
    {
        var watch = Stopwatch.StartNew();
        ReplyText.Of($"{Own}\n\n{new string('>', 800_000)}\n{string.Concat(Enumerable.Repeat("> quoted line of some length, and more of it\n", 20_000))}");
        ReplyText.Of($"{Own} {new string('<', 300_000)}{new string('"', 300_000)}");
        ReplyText.OfHtml(string.Concat(Enumerable.Repeat("<div><blockquote>", 60_000)));
        watch.Elapsed.TotalSeconds.ShouldBeLessThan(3);
    }
}
