using NodaTime.Text;
using Shouldly;
using Tact.Core.Mail;
using Xunit;

namespace Tact.Core.Tests.Mail;

/// <summary>B1, C4, E6: what a person answers.</summary>
public class AnswerTests
{
    [Theory]
    [InlineData("Unsubscribe")]
    [InlineData("STOP")]
    [InlineData("Please remove me from your list.")]
    [InlineData("Take me off this list, please.")]
    [InlineData("Do not contact me again.")]
    [InlineData("Stop emailing me!")]
    [InlineData("Kindly stop sending me these emails.")]
    [InlineData("I don't want to receive any more of this.")]
    [InlineData("We no longer wish to receive your mails.")]
    [InlineData("Delete all my data, under the GDPR.")]
    [InlineData("Bitte löschen Sie meine Daten und schreiben Sie mir nicht mehr.")]
    [InlineData("Bitte keine weiteren Mails mehr!")]
    [InlineData("Nehmen Sie mich bitte aus dem Verteiler.")]
    [InlineData("Merci de me désinscrire de votre liste.")]
    [InlineData("Ne me contactez plus, svp.")]
    [InlineData("Je ne souhaite plus recevoir vos mails.")]
    [InlineData("Por favor, denme de baja.")]
    [InlineData("No quiero recibir más correos suyos.")]
    [InlineData("Non desidero ricevere altre vostre email.")]
    [InlineData("Vi chiedo di rimuovere il mio indirizzo dalla lista.")]
    [InlineData("Gelieve mij van uw lijst te verwijderen, ik wil geen e-mails meer.")]
    [InlineData("Por favor, remova-me da sua lista.")]
    [InlineData("Vänligen ta bort mig från er lista.")]
    [InlineData("Fjern mig venligst fra jeres liste.")]
    [InlineData("Vennligst fjern meg fra listen.")]
    [InlineData("Poistakaa minut postituslistalta.")]
    [InlineData("Proszę o usunięcie mojego adresu z bazy.")]
    [InlineData("Prosím o vyřazení z vašeho seznamu.")]
    [InlineData("Удалите меня из рассылки.")]
    [InlineData("今後の連絡は不要です。配信停止をお願いします。")]
    [InlineData("请不要再给我发邮件，退订。")]
    [InlineData("Lütfen beni listenizden çıkarın.")]
    [InlineData("수신거부 부탁드립니다.")]
    public void A_no_to_everything_is_heard(string text)
    {
        var meaning = Letters.Read(Letters.Answer(text));
        meaning.Kind.ShouldBe(MailKind.OptOut, text);
        meaning.Confidence.ShouldBeGreaterThan(0.8);
        meaning.Evidence.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("Please don't stop writing, I like your notes.")]
    [InlineData("Could you remove the second line from the offer?")]
    [InlineData("Call me, but don't call before nine.")]
    [InlineData("I did not unsubscribe. Keep sending these.")]
    [InlineData("Nothing can stop us now, let's go ahead.")]
    public void What_sounds_like_a_no_is_none(string text) => Letters.Read(Letters.Answer(text)).Kind.ShouldNotBe(MailKind.OptOut);

    [Fact]
    public void The_button_of_a_mail_program_is_an_opt_out_although_a_machine_sent_it()
    {
        var mail = Letters.Automatic("", "unsubscribe") with { To = [new MailPerson(null, "me+unsubscribe@example.com")] };
        Letters.Read(mail).Kind.ShouldBe(MailKind.OptOut);
        Letters.Read(Letters.Automatic("unsubscribe", "Unsubscribe")).Kind.ShouldBe(MailKind.OptOut);
    }

    [Fact]
    public void The_small_print_of_an_automatic_reply_is_no_opt_out() =>
        Letters.Read(Letters.Automatic("Thank you for contacting Example Ltd. We have received your message and will answer within two business days. Our team is looking forward to helping you with your request about our products. To unsubscribe from our newsletter click the link below. If you wish to unsubscribe from all mail write to us.")).Kind.ShouldBe(MailKind.AutoReply);

    [Theory]
    [InlineData("Not interested, thanks.", MailKind.NotInterested)]
    [InlineData("We already have a supplier and are happy with them.", MailKind.NotInterested)]
    [InlineData("Kein Interesse, danke.", MailKind.NotInterested)]
    [InlineData("Nous avons déjà un prestataire.", MailKind.NotInterested)]
    [InlineData("No nos interesa, gracias.", MailKind.NotInterested)]
    [InlineData("Non siamo interessati.", MailKind.NotInterested)]
    [InlineData("Geen interesse, bedankt.", MailKind.NotInterested)]
    [InlineData("Ikke interesseret, tak.", MailKind.NotInterested)]
    [InlineData("Inte intresserade, tack.", MailKind.NotInterested)]
    [InlineData("Não temos interesse.", MailKind.NotInterested)]
    [InlineData("Nie jesteśmy zainteresowani.", MailKind.NotInterested)]
    [InlineData("Спасибо, нам не интересно.", MailKind.NotInterested)]
    [InlineData("興味はありません。", MailKind.NotInterested)]
    [InlineData("我们不感兴趣，谢谢。", MailKind.NotInterested)]
    [InlineData("Sounds good, tell me more.", MailKind.Interested)]
    [InlineData("Could you send me the price list?", MailKind.Interested)]
    [InlineData("Klingt gut, schicken Sie mir bitte Unterlagen.", MailKind.Interested)]
    [InlineData("Oui, pouvez-vous m'appeler ?", MailKind.Interested)]
    [InlineData("Me interesa, ¿puede enviarme más información?", MailKind.Interested)]
    [InlineData("Sembra interessante, mi invii un preventivo.", MailKind.Interested)]
    [InlineData("Klinkt goed, stuur mij meer informatie.", MailKind.Interested)]
    [InlineData("資料を送ってください。", MailKind.Interested)]
    [InlineData("I'm not the right person for this.", MailKind.WrongPerson)]
    [InlineData("Dafür bin ich nicht zuständig.", MailKind.WrongPerson)]
    [InlineData("Je ne suis pas la bonne personne.", MailKind.WrongPerson)]
    [InlineData("No soy la persona indicada.", MailKind.WrongPerson)]
    [InlineData("Please contact Ben Sample, he looks after this.", MailKind.Referral)]
    [InlineData("Best to contact our buyer: ben.sample@example.org", MailKind.Referral)]
    [InlineData("Wenden Sie sich bitte an meinen Kollegen Ben Muster (ben.muster@example.org).", MailKind.Referral)]
    [InlineData("Ben left the company in May.", MailKind.LeftCompany)]
    [InlineData("Ben arbeitet nicht mehr bei uns.", MailKind.LeftCompany)]
    [InlineData("Thursday at 10:30 works for me.", MailKind.Meeting)]
    [InlineData("Dienstag um 10 Uhr passt mir gut.", MailKind.Meeting)]
    [InlineData("How long is the notice period?", MailKind.Reply)]
    [InlineData("Thank you!", MailKind.Reply)]
    [InlineData("I have passed the figures on to finance and we are looking into the numbers of last spring.", MailKind.Reply)]
    [InlineData("xx", MailKind.Unsure)]
    [InlineData("", MailKind.Unsure)]
    public void An_answer_is_read(string text, MailKind kind) => Letters.Read(Letters.Answer(text)).Kind.ShouldBe(kind, text);

    [Theory]
    [InlineData("Not now, please try again in March.", "2027-03-01")]
    [InlineData("Let's talk in two weeks.", "2026-08-05")]
    [InlineData("Too early for us. Get back to me in Q4.", "2026-10-01")]
    [InlineData("Can you check back next month?", "2026-08-01")]
    [InlineData("We are swamped; call me after 15 September.", "2026-09-16")]
    [InlineData("Jetzt nicht, melden Sie sich bitte im Oktober wieder.", "2026-10-01")]
    [InlineData("Derzeit nicht. Kommen Sie in KW 40 noch einmal auf mich zu.", "2026-09-28")]
    [InlineData("Pas maintenant, recontactez-moi en septembre.", "2026-09-01")]
    [InlineData("Ahora no, volvamos a hablar en octubre.", "2026-10-01")]
    [InlineData("Non ora, risentiamoci a settembre.", "2026-09-01")]
    [InlineData("Nu even niet, neem contact op in september.", "2026-09-01")]
    [InlineData("Agora não, falamos em setembro.", "2026-09-01")]
    [InlineData("Não é prioridade agora, voltamos a falar no próximo ano.", "2027-01-01")]
    [InlineData("Inte just nu, återkom i oktober.", "2026-10-01")]
    [InlineData("Nie teraz, proszę o kontakt w październiku.", "2026-10-01")]
    [InlineData("Сейчас не актуально, напишите в сентябре.", "2026-09-01")]
    [InlineData("Not at the moment. Maybe once the new system is in place.", null)]
    public void Not_now_says_when(string text, string? again)
    {
        var meaning = Letters.Read(Letters.Answer(text));
        meaning.Kind.ShouldBe(MailKind.NotNow, text);
        meaning.ResumeOn.ShouldBe(again is null ? null : LocalDatePattern.Iso.Parse(again).Value, text);
    }

    [Fact]
    public void A_referral_names_the_person()
    {
        Letters.Read(Letters.Answer("Nadia Sample runs this now, nadia.sample@example.org.")).ReferredTo.ShouldBe(new NamedPerson("Nadia Sample", "nadia.sample@example.org"));
        var copied = Letters.Answer("Looping in @Ravi Example, who owns this.") with { Cc = [new MailPerson("Ravi Example", "ravi@example.org")] };
        Letters.Read(copied).ReferredTo.ShouldBe(new NamedPerson("Ravi Example", "ravi@example.org"));
    }

    [Fact]
    public void An_answer_to_an_invitation_is_about_a_meeting()
    {
        var mail = Letters.Answer("", "Accepted: Tea") with { InReplyTo = null, Parts = [new MailPart { ContentType = "text/calendar", Method = "REPLY", Text = "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:ada@example.org\r\n" }] };
        var meaning = Letters.Read(mail);
        meaning.Kind.ShouldBe(MailKind.Meeting);
        meaning.Evidence.ShouldContain(words => words.Contains("PARTSTAT=ACCEPTED"));
    }
}
