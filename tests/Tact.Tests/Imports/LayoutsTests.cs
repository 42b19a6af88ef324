using NodaTime;
using Shouldly;
using Tact.Imports;
using Xunit;

namespace Tact.Tests.Imports;

public class LayoutsTests
{
    [Fact]
    public void Google_of_today()
    {
        var file = Reading.Open(
            "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Country,Address 1 - Street,Address 1 - City,Website 1 - Label,Website 1 - Value\n"
            + "Ada,Maria,Keller,,,,Dr.,,,,Acme,Buyer,Purchasing,1980-02-03,met at fair,,* myContacts ::: Customers ::: Golf,Work,ada@example.com,Mobile,0171 5550123,Home,Germany,Hauptstr. 5,Köln,Profile,https://www.linkedin.com/in/ada\n");
        file.Survey.Layout.ShouldBe(ExportLayout.Google);
        var row = file.Rows().Single();
        row.Name.ShouldBe("Ada Maria Keller");
        row.Prefix.ShouldBe("Dr.");
        row.Company.ShouldBe("Acme");
        row.Role.ShouldBe("Buyer");
        row.Department.ShouldBe("Purchasing");
        row.Tags.ShouldBe(["client"]);
        row.Labels.ShouldBe(["Golf"]);
        row.Phones[0].Key.ShouldBe("491715550123");
        row.Street.ShouldBe("Hauptstr. 5");
        row.City.ShouldBe("Köln");
        row.Country.ShouldBe("DE");
        row.Profile.ShouldBe("https://www.linkedin.com/in/ada");
        row.Facts.ShouldContain(new ImportedFact("Birthday", "1980-02-03"));
    }

    [Fact]
    public void Pipedrive_people()
    {
        var file = Reading.Open(
            "Person - Name,Person - Label,Person - Email - Work,Person - Email - Home,Person - Phone - Work,Person - Phone - Mobile,Person - Organization,Person - Owner,Person - Last activity date,Person - Next activity date,Person - Marketing status,Person - ID\n"
            + "Jan van der Berg,\"Customer, Hot lead\",jan@example.nl,jan@home.example,+31 20 555 0101,,Berg BV,kim@vendor.example,2026-06-01,2026-08-03,No consent,7\n"
            + "Piet Jansen,,piet@example.nl,,,,Berg BV,,,,Unsubscribed,8\n");
        file.Survey.Layout.ShouldBe(ExportLayout.Pipedrive);
        var rows = file.Rows().ToList();
        rows[0].GivenName.ShouldBe("Jan");
        rows[0].FamilyName.ShouldBe("van der Berg");
        rows[0].Emails.Length.ShouldBe(2);
        rows[0].Company.ShouldBe("Berg BV");
        rows[0].Owner.ShouldBe("kim@vendor.example");
        rows[0].Tags.ShouldBe(["client"]);
        rows[0].Labels.ShouldBe(["Hot lead"]);
        rows[0].LastContact!.Value.Date.ShouldBe(new LocalDate(2026, 6, 1));
        rows[0].NextStepOn!.Value.Date.ShouldBe(new LocalDate(2026, 8, 3));
        rows[0].OptOut.ShouldBe(OptOutScope.None);
        rows[1].OptOut.ShouldBe(OptOutScope.Email);
    }

    [Fact]
    public void Pipedrive_names_of_organizations_are_companies()
    {
        var row = Reading.Row("Person - Name,Organization - Name,Organization - Address,Person - Email\nAda Keller,Acme,Main St 1,ada@example.com\n");
        row.Company.ShouldBe("Acme");
        row.Facts.ShouldContain(new ImportedFact("Organization - Address", "Main St 1"));
    }

    [Fact]
    public void Salesforce_by_its_interface_names()
    {
        var file = Reading.Open(
            "Id,AccountId,FirstName,LastName,Salutation,Title,Email,Phone,MobilePhone,MailingCity,MailingCountry,HasOptedOutOfEmail,DoNotCall,HasOptedOutOfFax,OwnerId\n"
            + "003,001,Ada,Keller,Ms.,Buyer,ada@example.com,,(312) 555-0102,Chicago,United States,true,false,true,005\n"
            + "004,001,Bo,Lind,,,bo@example.com,+1 312 555 0103,,,,0,1,0,005\n");
        file.Survey.Layout.ShouldBe(ExportLayout.Salesforce);
        var rows = file.Rows().ToList();
        rows[0].Role.ShouldBe("Buyer");
        rows[0].Prefix.ShouldBe("Ms.");
        rows[0].OptOut.ShouldBe(OptOutScope.Email);
        rows[0].Phones[0].Key.ShouldBe("13125550102");
        rows[1].OptOut.ShouldBe(OptOutScope.Phone);
        rows[1].Facts.ShouldContain(new ImportedFact("HasOptedOutOfFax", "0"));
    }

    [Theory]
    [InlineData("Vorname;Nachname;Firma;E-Mail geschäftlich;Telefon geschäftlich;Position;Notizen", ExportLayout.Other)]
    [InlineData("Prénom;Nom;Société;Adresse e-mail;Téléphone (bureau);Fonction;Remarques", ExportLayout.Other)]
    [InlineData("Nombre;Apellidos;Empresa;Correo electrónico;Teléfono móvil;Cargo;Notas", ExportLayout.Other)]
    [InlineData("Nome;Cognome;Azienda;Indirizzo e-mail;Cellulare;Ruolo;Annotazioni", ExportLayout.Other)]
    [InlineData("Voornaam;Achternaam;Bedrijf;E-mailadres;Mobiele telefoon;Functie;Opmerkingen", ExportLayout.Other)]
    [InlineData("first_name;last_name;company_name;email_address;phone_number_1;job_title;comments", ExportLayout.Other)]
    [InlineData("Vorname;Nachname;Firma;E-Mail-Adresse;Telefon geschäftlich;Position;Notizen", ExportLayout.Outlook)]
    public void Columns_in_many_languages(string header, ExportLayout layout)
    {
        var file = Reading.Open(header + "\nAda;Keller;Acme;ada@example.com;+49 30 555 0199;Einkauf;gern am Morgen\n");
        file.Survey.Layout.ShouldBe(layout);
        var row = file.Rows().Single();
        row.Name.ShouldBe("Ada Keller");
        row.Company.ShouldBe("Acme");
        row.Emails.Single().Key.ShouldBe("ada@example.com");
        row.Phones.Single().Key.ShouldBe("49305550199");
        row.Role.ShouldBe("Einkauf");
        row.Notes.ShouldBe("gern am Morgen");
        row.Facts.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Email Type")]
    [InlineData("Last email sent")]
    [InlineData("Number of phone calls")]
    [InlineData("E-mail 1 - Type")]
    [InlineData("Address 1 - Type")]
    [InlineData("Create Date")]
    [InlineData("Lead Source")]
    [InlineData("Email Bounced Reason")]
    [InlineData("Email Domain")]
    [InlineData("HasOptedOutOfFax")]
    [InlineData("Connected On")]
    [InlineData("Associated Company IDs")]
    public void What_only_sounds_like_one_of_ours_stays_a_fact(string header) =>
        HeaderWords.Recognise(header).ShouldBe(ImportField.Fact);

    [Fact]
    public void A_mapping_given_by_hand_comes_first()
    {
        var mapping = new ImportMapping { Columns = new Dictionary<string, ImportField> { ["who"] = ImportField.FullName, ["Notes"] = ImportField.Ignore, ["reach"] = ImportField.Email } };
        var row = Reading.Rows("Who,Reach,Notes,Shoe size\nAda Keller,ada@example.com,secret,38\n", mapping).Single();
        row.Name.ShouldBe("Ada Keller");
        row.Emails.Length.ShouldBe(1);
        row.Notes.ShouldBeNull();
        row.Facts.ShouldBe([new ImportedFact("Shoe size", "38")]);
    }

    [Fact]
    public void People_start_where_they_stand()
    {
        var row = Reading.Row(
            "Name;E-Mail;Status;Letzter Kontakt;Nächster Schritt;Wiedervorlage;Betreuer;Zeitzone;Situation\n"
            + "Ada Keller;ada@example.com;Kunde;3.6.2026 14:30;Angebot besprechen;15.09.2026;kim@vendor.example;Europe/Vienna;Angebot\n");
        row.Tags.ShouldBe(["client"]);
        row.Status.ShouldBe("Kunde");
        row.LastContact.ShouldBe(new ImportedDate(new LocalDate(2026, 6, 3), new LocalTime(14, 30)));
        row.NextStep.ShouldBe("Angebot besprechen");
        row.NextStepOn!.Value.Date.ShouldBe(new LocalDate(2026, 9, 15));
        row.Owner.ShouldBe("kim@vendor.example");
        row.TimeZone.ShouldBe("Europe/Vienna");
        row.Situation.ShouldBe("proposal");
    }
}
