using NodaTime;
using Shouldly;
using Tact.Exports;
using Tact.Contacts;
using Tact.Imports;
using Xunit;

namespace Tact.Tests.Imports;

public class ValuesTests
{
    [Theory]
    [InlineData("ada@example.com", "ada@example.com")]
    [InlineData(" Ada Keller <ADA@Example.com> ", "ada@example.com")]
    [InlineData("mailto:ada+x@example.com", "ada+x@example.com")]
    [InlineData("jörg@müller.example", "jörg@xn--mller-kva.example")]
    [InlineData("o'neil@example.ie", "o'neil@example.ie")]
    public void Addresses(string text, string key) => EmailAddress.Read(text)!.Value.Key.ShouldBe(key);

    [Theory]
    [InlineData("E-Mail Adresse", "emailadresse")]
    [InlineData("don't e-mail", "dontemail")]
    [InlineData("client", "client")]
    [InlineData("Straße / Nr. 2", "strassenr2")]
    [InlineData("Prénom", "prenom")]
    [InlineData(" -/. ", "")]
    public void Words_are_the_same_whatever_their_signs(string text, string key) => HeaderWords.Key(text).ShouldBe(key);

    [Theory]
    [InlineData("Acme GmbH", "ada@acme.example", "acme.example")]
    [InlineData("Keller & Söhne", "ada@mail.keller-soehne.example", "mail.keller-soehne.example")]
    [InlineData("Acme GmbH", "ada@acme-gmbh.example", "acme-gmbh.example")]
    [InlineData("Acme GmbH", "ada@acmegmbhhamburg.example", "acmegmbhhamburg.example")]
    [InlineData("Acme GmbH", "ada@gmail.com", null)]
    [InlineData("Yahoo Reseller", "ada@yahoo.co.uk", null)]
    [InlineData("Example", "ada@mill.example", null)]
    [InlineData("AB", "ada@ab.example", null)]
    [InlineData("Acme GmbH", "ada@mill.example", null)]
    public void A_domain_is_a_company_s_own_where_it_says_the_name(string company, string email, string? domain)
    {
        var person = PersonState.From(new ImportRow { Line = 2, Company = company, Emails = [EmailAddress.Read(email)!.Value] }, null);
        CompanyDomain.Of(person.CompanyKey, [person]).ShouldBe(domain);
    }

    [Fact]
    public void Several_values_in_one_cell_are_told_apart()
    {
        var row = Reading.Rows("Name,E-mail,Phone,Tags\nAda,\"ada@example.com; a.k@example.com ;ada@example.com\",+49 30 5550199 ::: 030 555 0200 / 0171 5550123,\"client; fair, client\"\n").Single();
        row.Emails.Select(email => email.Address).ShouldBe(["ada@example.com", "a.k@example.com"]);
        row.Phones.Length.ShouldBe(3);
        row.Tags.ShouldBe(["client"]);
        row.Labels.ShouldBe(["fair"]);
    }

    [Theory]
    [InlineData("ada")]
    [InlineData("ada@")]
    [InlineData("@example.com")]
    [InlineData("ada@example")]
    [InlineData("ada keller@example.com")]
    [InlineData("ada..k@example.com")]
    [InlineData("ada@exa_mple.com")]
    [InlineData("ada@example..com")]
    [InlineData("n/a")]
    public void What_is_no_address(string text) => EmailAddress.Read(text).ShouldBeNull();

    [Theory]
    [InlineData("+49 (0)30 555 0199", null, "49305550199", null)]
    [InlineData("0049 30 5550199", null, "49305550199", null)]
    [InlineData("030 555 0199", "DE", "49305550199", null)]
    [InlineData("0171/5550123", "DE", "491715550123", null)]
    [InlineData("0171 5550123", null, "01715550123", null)]
    [InlineData("020 7946 0018", "GB", "442079460018", null)]
    [InlineData("(312) 555-0102", "US", "13125550102", null)]
    [InlineData("1-312-555-0102", "US", "13125550102", null)]
    [InlineData("+1 312-555-0101 ext. 12", null, "13125550101", "12")]
    [InlineData("+1 (312) 555-0101 #12", null, "13125550101", "12")]
    [InlineData("+1 312/555.0101 X7", null, "13125550101", "7")]
    [InlineData("+1 312-555-0101 x12", null, "13125550101", "12")]
    [InlineData("+39 06 555 0123", null, "39065550123", null)]
    [InlineData("06 555 0123", "IT", "39065550123", null)]
    [InlineData("tel:+33155550123", null, "33155550123", null)]
    [InlineData("5550142", null, "5550142", null)]
    public void Numbers(string text, string? country, string key, string? extension)
    {
        var phone = PhoneNumber.Read(text, country)!.Value;
        phone.Key.ShouldBe(key);
        phone.Extension.ShouldBe(extension);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("12")]
    [InlineData("ask Kim 030 555")]
    public void What_is_no_number(string text) => PhoneNumber.Read(text, null).ShouldBeNull();

    [Theory]
    [InlineData("2026-06-30 16:02", DateOrder.DayFirst, "2026-06-30 16:02")]
    [InlineData("2026-06-30", DateOrder.DayFirst, "2026-06-30")]
    [InlineData("2026-06-30T16:02:00Z", DateOrder.DayFirst, "2026-06-30 18:02")]
    [InlineData("2026-06-30T16:02:00-04:00", DateOrder.DayFirst, "2026-06-30 22:02")]
    [InlineData("2026/6/3", DateOrder.DayFirst, "2026-06-03")]
    [InlineData("20260630", DateOrder.DayFirst, "2026-06-30")]
    [InlineData("3/15/2024 2:30 PM", DateOrder.DayFirst, "2024-03-15 14:30")]
    [InlineData("3/4/2024 12:05 AM", DateOrder.MonthFirst, "2024-03-04 00:05")]
    [InlineData("04/05/2026", DateOrder.DayFirst, "2026-05-04")]
    [InlineData("04/05/2026", DateOrder.MonthFirst, "2026-04-05")]
    [InlineData("3.6.26", DateOrder.DayFirst, "2026-06-03")]
    [InlineData("12 Mar 2024", DateOrder.DayFirst, "2024-03-12")]
    [InlineData("Mar 12, 2024", DateOrder.DayFirst, "2024-03-12")]
    [InlineData("7-Feb-22", DateOrder.DayFirst, "2022-02-07")]
    [InlineData("Mittwoch, 28. September 2026 um 9:05", DateOrder.DayFirst, "2026-09-28 09:05")]
    [InlineData("1er août 2025", DateOrder.DayFirst, "2025-08-01")]
    [InlineData("5 de mayo de 2025", DateOrder.DayFirst, "2025-05-05")]
    public void Dates(string text, DateOrder order, string expected)
    {
        var date = MixedDate.Read(text, order, Reading.Place)!.Value;
        (date.Date.ToString("uuuu-MM-dd", null) + (date.Time is { } time ? time.ToString(" HH:mm", null) : "")).ShouldBe(expected);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("31/02/2026")]
    [InlineData("2026-13-01")]
    [InlineData("45/45/2026")]
    [InlineData("0")]
    public void What_is_no_date(string text) => MixedDate.Read(text, DateOrder.DayFirst, Reading.Place).ShouldBeNull();

    [Theory]
    [InlineData("04/05/2026,05/13/2026", 4, 5, false)]
    [InlineData("04/05/2026,13/05/2026", 5, 4, false)]
    [InlineData("02/12/2025,03/11/2025", 12, 2, true)]
    [InlineData("05/08/2026,03/02/2026", 5, 8, false)] // Day first would be 5 August, which is still to come.
    [InlineData("04.05.2026,06.07.2026", 5, 4, true)]
    public void The_column_decides_the_order_of_day_and_month(string dates, int month, int day, bool said)
    {
        var file = Reading.Open("Name,Last contact\n" + string.Concat(dates.Split(',').Select((date, i) => $"Person {i},{date}\n")));
        var date = file.Rows().First().LastContact!.Value.Date;
        (date.Month, date.Day).ShouldBe((month, day));
        file.Survey.Notes.Any(note => note.Problem.Contains("two ways")).ShouldBe(said);
    }

    [Fact]
    public void A_last_contact_in_the_future_is_only_a_fact()
    {
        var row = Reading.Row("Name,Last contact\nAda,2027-01-01\n");
        row.LastContact.ShouldBeNull();
        row.Facts.ShouldContain(new ImportedFact("Last contact", "2027-01-01"));
        row.Problems.Single().Field.ShouldBe("Last contact");
    }

    [Theory]
    [InlineData("Do Not Call", "yes", OptOutScope.Phone)]
    [InlineData("Nicht anrufen", "ja", OptOutScope.Phone)]
    [InlineData("Email Opt Out", "1", OptOutScope.Email)]
    [InlineData("Email Opt Out", "0", OptOutScope.None)]
    [InlineData("Unsubscribed", "x", OptOutScope.Email)]
    [InlineData("Unsubscribed", "2024-03-01", OptOutScope.Email)]
    [InlineData("Désabonné", "oui", OptOutScope.Email)]
    [InlineData("Do not contact", "TRUE", OptOutScope.All)]
    [InlineData("Opted out", "sí", OptOutScope.All)]
    [InlineData("Opt-out", "phone", OptOutScope.Phone)]
    [InlineData("Opt-out", "e-mail, phone", OptOutScope.Email | OptOutScope.Phone)]
    [InlineData("Opt-out", "everything", OptOutScope.All)]
    [InlineData("Opt-out", "no", OptOutScope.None)]
    [InlineData("Marketing contact status", "Unsubscribed", OptOutScope.Email)]
    [InlineData("Marketing contact status", "Non-marketing contact", OptOutScope.None)]
    [InlineData("Newsletter", "no", OptOutScope.None)]
    [InlineData("Lead Status", "Do not contact", OptOutScope.All)]
    [InlineData("Lead Status", "UNQUALIFIED", OptOutScope.None)]
    [InlineData("Tags", "VIP;Unsubscribed", OptOutScope.Email)]
    public void A_wish_not_to_be_contacted_has_its_own_scope(string column, string value, OptOutScope scope) =>
        Reading.Row($"Name,\"{column}\"\nAda,\"{value}\"\n").OptOut.ShouldBe(scope);

    [Fact]
    public void An_unclear_wish_is_taken_as_one_and_reported()
    {
        var row = Reading.Row("Name,Do not contact\nAda,perhaps\n");
        row.OptOut.ShouldBe(OptOutScope.All);
        row.Problems.Single().Problem.ShouldContain("neither yes nor no");
    }

    [Theory]
    [InlineData("Dr. Anna Weiß", "Dr.", "Anna", "Weiß", null)]
    [InlineData("Weiß, Anna", null, "Anna", "Weiß", null)]
    [InlineData("Anna Weiß, PhD", null, "Anna", "Weiß", "PhD")]
    [InlineData("Prof. Dr. Jan van der Berg", "Prof. Dr.", "Jan", "van der Berg", null)]
    [InlineData("Neha", null, "Neha", null, null)]
    [InlineData("ANNA MARIA KELLER", null, "ANNA MARIA", "KELLER", null)]
    public void Names_in_one_column(string whole, string? prefix, string? given, string? family, string? suffix) =>
        PersonName.FromWhole(null, whole, null).ShouldBe(new PersonName(prefix, given, family, suffix));

    [Fact]
    public void A_bad_address_does_not_cost_the_person()
    {
        var row = Reading.Row("Name,E-mail,Phone\nAda,ada at example,030 555 0199\n");
        row.Skipped.ShouldBeNull();
        row.Problems.Single().ShouldBe(new ImportProblem(2, "E-mail", "\"ada at example\" is not an e-mail address; it is kept as a fact."));
    }

    [Fact]
    public void The_same_person_twice_is_one_and_a_switchboard_is_not()
    {
        var rows = Reading.Rows(
            "Name,E-mail,Phone\n"
            + "Ada Keller,ada@example.com,+49 30 555 0100\n"
            + "Bo Lind,bo@example.com,+49 30 555 0100\n"
            + "ada keller,,+49 30 5550100\n"
            + "Bo Lind,bo@home.example,+49 (0)30 555 0100\n"
            + "Cy Ray,info@example.com,\n"
            + "Di Fox,info@example.com,\n"
            + "Di Fox,info@example.com,\n"
            + ",ADA@example.com,\n");
        rows.Select(row => row.SameAs).ShouldBe([null, null, 2, 3, null, null, 7, 2]);
        rows[1].Problems.ShouldBeEmpty();
        rows[5].Problems.Single().Problem.ShouldContain("belongs to an office");
    }

    [Fact]
    public void What_is_exported_comes_back_as_it_was()
    {
        using var stream = new MemoryStream();
        using (var export = new CsvExport(stream))
        {
            export.Write("Name", "E-mail", "Phone", "Company", "Notes");
            export.Write("@SUM(1+1)", "ada@example.com", "+49 30 555 0199", "=1+1", "-2+3, \"quoted\"\nand more");
        }
        System.Text.Encoding.UTF8.GetString(stream.ToArray()).ShouldContain("\"'=1+1\"");
        var row = Reading.Open(stream.ToArray()).Rows().Single();
        row.Name.ShouldBe("@SUM(1+1)");
        row.Phones.Single().Number.ShouldBe("+49 30 555 0199");
        row.Company.ShouldBe("=1+1");
        row.Notes.ShouldBe("-2+3, \"quoted\"\nand more");
    }
}
