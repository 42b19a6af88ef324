using NodaTime.Text;
using Shouldly;
using Tact.Core.Mail;
using Xunit;

namespace Tact.Core.Tests.Mail;

/// <summary>C5: an absence with its day of return. All were received on Wednesday, 22 July 2026.</summary>
public class AbsenceTests
{
    [Theory]
    [InlineData("I am out of the office until 5 August 2026.", "2026-08-06")]
    [InlineData("I'm out of the office through Friday, August 7.", "2026-08-10")]
    [InlineData("I will be out of the office from July 20 to July 31 and back on August 3rd.", "2026-08-03")]
    [InlineData("I am on annual leave, returning Monday 10th August.", "2026-08-10")]
    [InlineData("I'm currently away and will be back in the office on 08/10/2026.", "2026-08-10", "en-US")]
    [InlineData("I'm currently away and will be back in the office on 10/08/2026.", "2026-08-10", "en-GB")]
    [InlineData("I am on vacation July 20-31.", "2026-08-03")]
    [InlineData("I am out of the office until tomorrow.", "2026-07-24")]
    [InlineData("I am out of the office today.", "2026-07-23")]
    [InlineData("I'm out this week and return next Monday.", "2026-07-27")]
    [InlineData("I am on leave for two weeks.", "2026-08-05")]
    [InlineData("I am away until Monday.", "2026-07-27")]
    [InlineData("I am away until the 30th.", "2026-07-31")]
    [InlineData("Our offices are closed until and including 2026-08-14.", "2026-08-17")]
    [InlineData("I am on parental leave until November.", "2026-11-02")]
    [InlineData("I will be out until the end of August.", "2026-09-01")]
    [InlineData("I was out of the office until July 10, 2026.", null)]
    [InlineData("I am out of the office with limited access to email.", null)]
    [InlineData("Ich bin bis einschließlich 7. August nicht im Büro.", "2026-08-10")]
    [InlineData("Ich bin vom 20.07. bis 31.07.2026 im Urlaub.", "2026-08-03")]
    [InlineData("Ich bin im Urlaub und ab dem 10.8. wieder erreichbar.", "2026-08-10")]
    [InlineData("Am 3. August bin ich wieder im Büro. Bis dahin bin ich nicht erreichbar.", "2026-08-03")]
    [InlineData("Wir haben Betriebsferien vom 27.7.-14.8.2026.", "2026-08-17")]
    [InlineData("Ich bin in KW 31 und 32 nicht im Büro und in KW 33 zurück.", "2026-08-10")]
    [InlineData("Je suis absent jusqu'au 14 août inclus.", "2026-08-17")]
    [InlineData("Je suis en congés du 20 juillet au 7 août.", "2026-08-10")]
    [InlineData("Actuellement en congé, je serai de retour le lundi 10 août.", "2026-08-10")]
    [InlineData("Estoy fuera de la oficina hasta el 5 de agosto.", "2026-08-06")]
    [InlineData("Estaré de vacaciones del 20 de julio al 7 de agosto.", "2026-08-10")]
    [InlineData("Me encuentro ausente. Regreso el 3 de agosto.", "2026-08-03")]
    [InlineData("Sono in ferie fino al 14 agosto compreso.", "2026-08-17")]
    [InlineData("Sono assente dal 20 al 31 luglio. Rientro il 3 agosto.", "2026-08-03")]
    [InlineData("Ik ben op vakantie tot en met 7 augustus.", "2026-08-10")]
    [InlineData("Ik ben afwezig en vanaf maandag 3 augustus weer bereikbaar.", "2026-08-03")]
    [InlineData("Estou de férias até 7 de agosto.", "2026-08-10")]
    [InlineData("Estou ausente do escritório. Regresso no dia 3 de agosto.", "2026-08-03")]
    [InlineData("Jag är på semester till och med 7 augusti.", "2026-08-10")]
    [InlineData("Jeg er på ferie og er tilbage mandag den 3. august.", "2026-08-03")]
    [InlineData("Jeg er på ferie fra 20. juli til 31. juli.", "2026-08-03")]
    [InlineData("Olen lomalla 7.8. asti.", "2026-08-10")]
    [InlineData("Jestem na urlopie do 7 sierpnia włącznie.", "2026-08-10")]
    [InlineData("Wracam do biura 3 sierpnia. Obecnie przebywam na urlopie.", "2026-08-03")]
    [InlineData("Jsem na dovolené od 20. 7. do 31. 7. 2026.", "2026-08-03")]
    [InlineData("Я в отпуске с 20 июля по 7 августа.", "2026-08-10")]
    [InlineData("Нахожусь в отпуске, вернусь 3 августа.", "2026-08-03")]
    [InlineData("8月7日まで休暇をいただいております。", "2026-08-10")]
    [InlineData("夏季休業のため、8月10日から通常営業いたします。", "2026-08-10")]
    [InlineData("我正在休假，8月3日返回办公室。", "2026-08-03")]
    [InlineData("I'm out of the office until Monday, August 3rd, with limited access to email.", "2026-08-03")]
    [InlineData("OOO 7/24-7/31. For urgent matters call the office.", "2026-08-03")]
    [InlineData("I will be out of the office starting 07/20/2026 and will not return until 08/03/2026.", "2026-08-03")]
    [InlineData("Thank you for your email. I am out of the office returning Thursday.", "2026-07-23")]
    [InlineData("I'm out sick today. I'll respond when I'm back.", "2026-07-23")]
    [InlineData("I am currently on maternity leave and will return in January 2027.", "2027-01-01")]
    [InlineData("I am on sabbatical until 1 September.", "2026-09-02")]
    [InlineData("I'll be out of the office for the next two weeks.", "2026-08-05")]
    [InlineData("I am traveling and will be back in the office on Tuesday, July 28.", "2026-07-28")]
    [InlineData("Thanks for your message. I am away from my desk until 2pm.", null)]
    [InlineData("I am out of office till 31st July inclusive.", "2026-08-03")]
    [InlineData("I'm on PTO Jul 20 - Jul 24.", "2026-07-27")]
    [InlineData("I am out of the office 22-24 July and will respond on my return.", "2026-07-27")]
    [InlineData("I will be on vacation from Friday July 24th through Sunday August 9th.", "2026-08-10")]
    [InlineData("I am out of the office and will be returning on 27th July 2026.", "2026-07-27")]
    [InlineData("Our office is closed for the summer break from July 27 to August 14.", "2026-08-17")]
    [InlineData("I'm out of the office until further notice.", null)]
    [InlineData("I'm currently at a trade show and back at my desk on the 27th.", "2026-07-27")]
    [InlineData("I work part-time and will reply on Monday.", "2026-07-27")]
    [InlineData("Out of office: back Aug 3.", "2026-08-03")]
    [InlineData("Ich bin derzeit nicht im Büro. Ab dem 03.08.2026 bin ich wieder für Sie da.", "2026-08-03")]
    [InlineData("Ich bin bis 31.07. im Urlaub. Ihre Mail wird nicht weitergeleitet.", "2026-08-03")]
    [InlineData("Vielen Dank für Ihre Nachricht. Ich bin vom 20. Juli bis einschließlich 7. August 2026 abwesend.", "2026-08-10")]
    [InlineData("Ich bin am Montag, den 27. Juli wieder im Büro.", "2026-07-27")]
    [InlineData("Guten Tag, ich bin bis Montag nicht erreichbar.", "2026-07-27")]
    [InlineData("Unser Büro ist vom 24.12. bis 6.1. geschlossen.", "2027-01-07")]
    [InlineData("Bonjour, je suis absente du bureau jusqu'au lundi 3 août inclus. En cas d'urgence, contactez Paul Durand (paul.durand@exemple.example).", "2026-08-04")]
    [InlineData("Je suis en déplacement jusqu'au 24/07.", "2026-07-27")]
    [InlineData("Je serai de retour le 17 août.", "2026-08-17")]
    [InlineData("Estaré fuera de la oficina hasta el 3 de agosto. Para urgencias, contacte con Ana Ruiz (ana.ruiz@ejemplo.example).", "2026-08-03")]
    [InlineData("Estoy de vacaciones y vuelvo el lunes 10 de agosto.", "2026-08-10")]
    [InlineData("Sono fuori ufficio fino al 21 agosto. Rientrerò il 24 agosto.", "2026-08-24")]
    [InlineData("Sarò assente dal 10 al 21 agosto.", "2026-08-24")]
    [InlineData("Ik ben met vakantie van 20 juli t/m 7 augustus.", "2026-08-10")]
    [InlineData("Estou de férias de 20 a 31 de julho.", "2026-08-03")]
    [InlineData("Estarei ausente até o dia 07/08/2026.", "2026-08-10")]
    [InlineData("Jag har semester v. 29-31 och är tillbaka måndag 3 augusti.", "2026-08-03")]
    [InlineData("Jeg holder ferie til og med uge 31.", "2026-08-03")]
    [InlineData("Jeg er tilbake på kontoret 10. august.", "2026-08-10")]
    [InlineData("Przebywam na urlopie do 31.07.2026 r.", "2026-08-03")]
    [InlineData("Szabadságon vagyok augusztus 7-ig.", "2026-08-10")]
    [InlineData("Меня не будет в офисе с 20 по 31 июля.", "2026-08-03")]
    [InlineData("В отпуске до 03.08.2026 включительно.", "2026-08-04")]
    [InlineData("ただいま夏季休暇をいただいております。8月3日より通常業務となります。", "2026-08-03")]
    [InlineData("出張のため7月31日まで不在にしております。", "2026-08-03")]
    [InlineData("您好，我正在出差，7月27日回来。", "2026-07-27")]
    [InlineData("안녕하세요. 7월 31일까지 휴가입니다.", "2026-08-03")]
    [InlineData("我目前休假中，休假时间为7月20日至7月31日。", "2026-08-03")]
    public void The_day_of_return_is_read(string text, string? back, string? language = null)
    {
        var meaning = Letters.Read(Letters.Automatic(text), language);
        meaning.Kind.ShouldBe(MailKind.OutOfOffice);
        meaning.ReturnsOn.ShouldBe(back is null ? null : LocalDatePattern.Iso.Parse(back).Value, text);
        meaning.Evidence.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("In urgent cases please contact my colleague Ben Sample (ben.sample@example.org).", "Ben Sample", "ben.sample@example.org")]
    [InlineData("Marcus Bell is covering for me: marcus.bell@example.org.", null, "marcus.bell@example.org")]
    [InlineData("Bitte wenden Sie sich an Frau Dr. Anna Weiß, a.weiss@example.org.", "Anna Weiß", "a.weiss@example.org")]
    [InlineData("En cas d'urgence, veuillez contacter Luc Martin à luc.martin@example.org", "Luc Martin", "luc.martin@example.org")]
    [InlineData("Bij spoed kunt u contact opnemen met Piet de Vries via piet@example.org.", "Piet de Vries", "piet@example.org")]
    [InlineData("Für dringende Fälle: vertrieb@example.org", null, "vertrieb@example.org")]
    [InlineData("For urgent matters please contact Ben Sample.", "Ben Sample", null)]
    public void The_stand_in_is_named(string text, string? name, string? address)
    {
        var meaning = Letters.Read(Letters.Automatic($"I am out of the office. {text}"));
        meaning.Kind.ShouldBe(MailKind.OutOfOffice);
        meaning.StandIn.ShouldNotBeNull();
        meaning.StandIn.Email.ShouldBe(address);
        if (name is not null)
            meaning.StandIn.Name.ShouldBe(name);
    }

    [Theory]
    [InlineData("Am on holiday, back on 10 August. Cheers, Ada", MailKind.Reply, "")]
    [InlineData("I'm on vacation until August 7. Let's speak after.", MailKind.OutOfOffice, "2026-08-10")]
    [InlineData("Bin im Urlaub, ab 3.8. wieder da. LG Ada", MailKind.OutOfOffice, "2026-08-03")]
    public void An_absence_written_by_hand_is_one(string text, MailKind kind, string back)
    {
        var meaning = Letters.Read(Letters.Answer(text));
        if (kind == MailKind.OutOfOffice)
        {
            meaning.Kind.ShouldBe(kind);
            meaning.ReturnsOn.ShouldBe(LocalDatePattern.Iso.Parse(back).Value);
        }
    }

    [Theory]
    [InlineData("We have received your request. Your ticket number is 4711. We will get back to you within 24 hours.", MailKind.AutoReply)]
    [InlineData("Thank you for contacting Example Ltd. This is an automated message; please do not reply to this e-mail.", MailKind.AutoReply)]
    [InlineData("Vielen Dank für Ihre Nachricht. Ihre Anfrage ist eingegangen und wird schnellstmöglich bearbeitet.", MailKind.AutoReply)]
    [InlineData("Ben Sample no longer works for Example Ltd. Please contact sales@example.org.", MailKind.LeftCompany)]
    [InlineData("Frau Muster hat unser Unternehmen verlassen. Bitte wenden Sie sich an info@example.org.", MailKind.LeftCompany)]
    [InlineData("M. Martin ne fait plus partie de notre société.", MailKind.LeftCompany)]
    [InlineData("This address is no longer in use. My new address is ada.new@example.org.", MailKind.LeftCompany)]
    public void Other_automatic_mail_is_told_apart(string text, MailKind kind) => Letters.Read(Letters.Automatic(text, "Re: Tea")).Kind.ShouldBe(kind);
}
