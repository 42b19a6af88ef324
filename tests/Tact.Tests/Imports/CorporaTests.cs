using System.Text.Json;
using CsvHelper;
using NodaTime;
using Shouldly;
using Tact.Imports;
using Xunit;

namespace Tact.Tests.Imports;

public class CorporaTests
{
    static ImportFile Export(string name) => Reading.OpenCorpus("csv-exports", name);

    [Fact]
    public void The_manifest_agrees_with_what_is_read()
    {
        Assert.SkipWhen(Reading.Corpora is null, "the corpora are not beside the repository");
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(Reading.Corpora!, "csv-exports", "manifest.json")));
        foreach (var entry in manifest.RootElement.EnumerateArray())
        {
            var name = entry.GetProperty("file").GetString()!;
            var file = Export(name);
            var rows = file.Rows().ToList();
            file.Survey.Rows.ShouldBe(entry.GetProperty("rows").GetInt64(), name);
            rows.Count.ShouldBe(entry.GetProperty("rows").GetInt32(), name);
            file.Survey.Separator.ToString().ShouldBe(entry.GetProperty("delimiter").GetString(), name);
            if (entry.TryGetProperty("importable", out var importable))
                rows.Count(row => row.Skipped is null && row.SameAs is null).ShouldBe(importable.GetInt32(), name);
            if (entry.TryGetProperty("emails", out var emails))
                rows.Sum(row => row.Emails.Length).ShouldBe(emails.GetInt32(), name);
            if (entry.TryGetProperty("contacts_with_email", out var withEmail))
                rows.Count(row => row.Emails.Length > 0).ShouldBe(withEmail.GetInt32(), name);
            if (entry.TryGetProperty("header_line", out var header))
                file.Survey.HeaderLine.ShouldBe(header.GetInt64(), name);
        }
    }

    [Fact]
    public void Google_joins_several_values_in_one_cell()
    {
        var file = Export("google_contacts_old.csv");
        file.Survey.Layout.ShouldBe(ExportLayout.Google);
        var rows = file.Rows().ToList();
        rows[0].Emails.Select(email => email.Address).ShouldBe(["ada.keller@acme.example", "ada@home.example"]);
        rows[0].Phones.Select(phone => phone.Key).ShouldBe(["13125550101", "3125550102"]);
        rows[0].Labels.ShouldBe(["Work"]);
        rows[0].Notes.ShouldBe("Met at the fair\nasked for pricing");
        rows[0].Role.ShouldBe("VP Operations");
        rows[0].Company.ShouldBe("Acme, Inc.");
        rows[1].Emails[0].Key.ShouldBe("jose.nunez@example.es");
        rows[1].Emails[0].Address.ShouldBe("JOSE.NUNEZ@EXAMPLE.ES");
        rows[3].Name.ShouldBeNull();
        rows[3].Display.ShouldBe("no.name@example.org");
    }

    [Fact]
    public void LinkedIn_has_three_lines_above_the_columns()
    {
        var file = Export("linkedin_connections.csv");
        file.Survey.Layout.ShouldBe(ExportLayout.LinkedIn);
        var rows = file.Rows().ToList();
        rows.Select(row => row.Line).ShouldBe([5, 6, 7, 8, 9]);
        rows[0].Profile.ShouldBe("https://www.linkedin.com/in/priya-sharma-0000");
        rows[2].Name.ShouldBe("Neha");
        rows[3].Skipped.ShouldNotBeNull();
        rows[4].Prefix.ShouldBe("Dr.");
        rows[4].Name.ShouldBe("Anna Weiß");
        rows[4].Suffix.ShouldBe("PhD");
        rows[4].Role.ShouldBe("Geschäftsführerin 🚀");
        rows[4].Facts.ShouldContain(new ImportedFact("Connected On", "28 Sep 2026"));
    }

    [Fact]
    public void Outlook_writes_in_Windows_1252()
    {
        var file = Export("outlook_windows1252.csv");
        file.Survey.Layout.ShouldBe(ExportLayout.Outlook);
        file.Survey.Encoding.ShouldBe("windows-1252");
        var rows = file.Rows().ToList();
        rows[0].Name.ShouldBe("Jürgen Müller");
        rows[0].Prefix.ShouldBe("Dr.");
        rows[0].Notes.ShouldBe("Größe: 5 Mio. €");
        rows[0].Tags.ShouldBe(["client"]);
        rows[0].Labels.ShouldBe(["VIP"]);
        rows[0].Phones.Select(phone => phone.Key).ShouldBe(["49305550199", "491715550123"]);
        rows[0].Country.ShouldBe("DE");
        rows[1].Name.ShouldBe("Zoë d'Arcy");
        rows[1].Emails.Length.ShouldBe(2);
    }

    [Fact]
    public void HubSpot_says_who_unsubscribed_and_repeats_people()
    {
        var file = Export("hubspot_contacts.csv");
        file.Survey.Layout.ShouldBe(ExportLayout.HubSpot);
        var rows = file.Rows().ToList();
        rows[0].LastContact.ShouldBe(new ImportedDate(new LocalDate(2026, 6, 30), new LocalTime(16, 2)));
        rows[0].Owner.ShouldBe("florent@vendor.example");
        rows[0].Tags.ShouldBe(["prospect"]);
        rows[1].OptOut.ShouldBe(OptOutScope.None);
        rows[1].Emails[0].Key.ShouldBe("john@example.com");
        rows[2].Skipped.ShouldNotBeNull();
        rows[3].SameAs.ShouldBe(2);
        rows[4].Emails[0].Address.ShouldBe("noname@example.com");
        rows[5].OptOut.ShouldBe(OptOutScope.Email);
        rows.Count(row => row.OptOut != OptOutScope.None).ShouldBe(1);
    }

    [Fact]
    public void Salesforce_writes_lines_below_the_list_and_one_date_decides()
    {
        var file = Export("salesforce_report_export.csv");
        file.Survey.Layout.ShouldBe(ExportLayout.Salesforce);
        file.Survey.Notes.ShouldContain(note => note.Problem.Contains("5 lines below"));
        var rows = file.Rows().ToList();
        rows[0].Role.ShouldBe("Head of Buying");
        rows[0].LastContact!.Value.Date.ShouldBe(new LocalDate(2026, 5, 4));
        rows[1].LastContact!.Value.Date.ShouldBe(new LocalDate(2026, 5, 13));
        rows.SelectMany(row => row.Problems).ShouldBeEmpty();
        rows[1].Tags.ShouldBeEmpty();
    }

    [Fact]
    public void Formulas_are_kept_as_the_text_they_are()
    {
        var rows = Export("formula_injection.csv").Rows().ToList();
        rows[0].Name.ShouldBe("=HYPERLINK(\"http://evil.example\",\"x\")");
        rows[0].Company.ShouldBe("+ACME");
        rows[1].Company.ShouldBe("-2+3");
    }

    public static TheoryData<string> Spectrum()
    {
        var names = new TheoryData<string>();
        if (Reading.Corpora is { } corpora)
            foreach (var path in Directory.GetFiles(Path.Combine(corpora, "csv-spectrum", "csvs")))
                names.Add(Path.GetFileNameWithoutExtension(path));
        else
            names.Add("simple");
        return names;
    }

    [Theory]
    [MemberData(nameof(Spectrum))]
    public void The_acid_test_is_read_as_expected(string name)
    {
        Assert.SkipWhen(Reading.Corpora is null, "the corpora are not beside the repository");
        var folder = Path.Combine(Reading.Corpora!, "csv-spectrum");
        var path = Path.Combine(folder, "csvs", name + ".csv");
        var expected = JsonSerializer.Deserialize<List<Dictionary<string, string>>>(AsList(File.ReadAllText(Path.Combine(folder, "json", name + ".json"))))!;

        CsvShape shape;
        using (var text = new StreamReader(path))
            shape = CsvShape.Find(text, ImportMapping.Automatic);
        using var reader = CsvReader.Create(File.OpenRead(path), CsvTable.Options(shape.Separator), leaveOpen: false);
        var actual = new List<Dictionary<string, string>>();
        while (reader.Read())
        {
            if (reader.LineNumber <= shape.HeaderLine)
                continue;
            var cells = CsvTable.Cells(reader);
            actual.Add(shape.Headers.Select((header, i) => (header, i)).ToDictionary(pair => pair.header, pair => cells[pair.i].Replace("\r\n", "\n")));
        }

        actual.Count.ShouldBe(expected.Count);
        foreach (var (row, wanted) in actual.Zip(expected))
            foreach (var (key, value) in wanted)
                if (name != "location_coordinates" || key != "Contact Phone Number") // There the published expectation differs from its own input.
                    row[key].ShouldBe(value.Replace("\r\n", "\n"), name);
    }

    static string AsList(string json) => json.TrimStart().StartsWith('[') ? json : "[" + json + "]";
}
