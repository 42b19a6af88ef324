using System.Text;
using Shouldly;
using Tact.Imports;
using Xunit;

namespace Tact.Tests.Imports;

public class FilesThatAreHardTests
{
    const string Umlauts = "Vorname;Nachname;E-Mail;Firma\r\nJürgen;Müller;j@example.de;Größe & Söhne € GmbH\r\n";

    public static TheoryData<string, byte[]> Encodings()
    {
        Encoding Page(int page) => CodePagesEncodingProvider.Instance.GetEncoding(page)!;
        return new()
        {
            { "utf-8", new UTF8Encoding(false).GetBytes(Umlauts) },
            { "utf-8 with mark", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Umlauts)] },
            { "utf-16 little-endian", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Umlauts)] },
            { "utf-16 big-endian", [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Umlauts)] },
            { "utf-16 little-endian", Encoding.Unicode.GetBytes(Umlauts) },
            { "utf-16 big-endian", Encoding.BigEndianUnicode.GetBytes(Umlauts) },
            { "windows-1252", Page(1252).GetBytes(Umlauts) },
            { "macintosh", Page(10000).GetBytes(Umlauts) },
            { "ibm850", Page(850).GetBytes(Umlauts.Replace(" €", "")) },
        };
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void The_letters_are_recognised(string name, byte[] bytes)
    {
        var file = Reading.Open(bytes);
        file.Survey.Encoding.ShouldBe(name);
        var row = file.Rows().Single();
        row.Name.ShouldBe("Jürgen Müller");
        row.Company!.Replace(" €", "").ShouldBe("Größe & Söhne GmbH");
    }

    [Theory]
    [InlineData(1250, "Imię;Nazwisko;E-mail\nPaweł;Wałęsa;p@example.pl\nMichał;Dąbrowski;m@example.pl\n", "Paweł Wałęsa")]
    [InlineData(1251, "Имя;Фамилия;E-mail\nИван;Петров;i@example.ru\nОльга;Сидорова;o@example.ru\n", "Иван Петров")]
    public void Eastern_letters_are_recognised_where_they_can_be_told(int page, string text, string name)
    {
        var file = Reading.Open(CodePagesEncodingProvider.Instance.GetEncoding(page)!.GetBytes(text));
        file.Survey.Encoding.ShouldBe("windows-" + page);
        file.Rows().First().Name.ShouldBe(name);
        file.Survey.Notes.ShouldContain(note => note.Problem.Contains("does not say how its letters are written"));
    }

    [Fact]
    public void A_damaged_UTF8_file_is_read_and_the_row_says_so()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("Name,E-mail\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"Zoë {i},z{i}@example.fr\n")) + "Ren"), 0xE9, .. "e,r@example.fr\n"u8];
        var rows = Reading.Open(bytes).Rows().ToList();
        rows[^1].Problems.ShouldContain(problem => problem.Problem.StartsWith("Some letters could not be read"));
        rows[0].Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData("\t")]
    [InlineData("|")]
    public void The_separator_is_recognised(string separator)
    {
        var text = "First Name,Last Name,Email\nAda,Keller,ada@example.com\n".Replace(",", separator);
        Reading.Row(text).Name.ShouldBe("Ada Keller");
    }

    [Fact]
    public void A_line_may_say_the_separator()
    {
        var file = Reading.Open("sep=;\r\nName;E-Mail;Notiz\r\nAda Keller;ada@example.com;a,b,c\r\n");
        file.Survey.HeaderLine.ShouldBe(2);
        file.Rows().Single().Notes.ShouldBe("a,b,c");
    }

    [Fact]
    public void Line_ends_may_be_mixed_and_rows_keep_their_line()
    {
        var rows = Reading.Rows("Name,E-mail,Notes\r\nAda,a@example.com,\"two\r\nlines\"\n\r\nBo,b@example.com,\rCy,c@example.com,\n");
        rows.Select(row => row.Line).ShouldBe([2, 5, 6]);
        rows[0].Notes.ShouldBe("two\nlines");
    }

    [Fact]
    public void Nuls_and_invisible_blanks_are_taken_out() =>
        Reading.Row("Name,E-mail\n\u200BAda\0 Keller\u00A0, ada@example.com\0\n").ShouldSatisfyAllConditions(
            row => row.Name.ShouldBe("Ada Keller"),
            row => row.Emails[0].Address.ShouldBe("ada@example.com"));

    [Fact]
    public void Letters_in_two_parts_are_joined() =>
        Reading.Row("Name,E-mail\nJu\u0308rgen Mu\u0308ller,j@example.de\n").Name.ShouldBe("Jürgen Müller");

    [Theory]
    [InlineData("First Name,Email,Phone\nAda,ada@example.com,\n\"Bo,bo@example.com,\nCy,cy@example.com,\n")]
    public void A_quote_that_is_never_closed_names_its_line(string text)
    {
        var rows = Reading.Rows(text);
        rows[0].Name.ShouldBe("Ada");
        rows[1].Line.ShouldBe(3);
        rows[1].Skipped!.ShouldContain("line 3 is never closed");
    }

    [Fact]
    public void A_quote_that_swallows_a_large_file_is_found()
    {
        var text = "First Name,Email,Phone\nAda,ada@example.com,\nBo,\"bo@example.com,\n" + string.Concat(Enumerable.Repeat("Cy,cy@example.com,\n", 120_000));
        var rows = Reading.Rows(text);
        rows.Count.ShouldBe(2);
        rows[1].Skipped!.ShouldContain("line 3 is never closed");
    }

    [Fact]
    public void A_stray_quote_is_reported_and_the_row_is_kept()
    {
        var row = Reading.Row("Name,E-mail,Company\nAda,ada@example.com,\"The \"Best\" Shop\"\n");
        row.Emails.Length.ShouldBe(1);
        row.Problems.ShouldContain(problem => problem.Problem.Contains("quotation mark"));
    }

    [Fact]
    public void A_row_with_too_many_values_is_reported()
    {
        var rows = Reading.Rows("Name,E-mail,Company\nAda,ada@example.com,Acme, Inc.\nBo,Corp, Ltd.,x\n");
        rows[0].Skipped.ShouldBeNull();
        rows[0].Facts.ShouldContain(new ImportedFact("Column 4", "Inc."));
        rows[1].Skipped.ShouldNotBeNull();
    }

    [Fact]
    public void Rows_may_end_early()
    {
        var file = Reading.Open("Name,E-mail,Company,Notes\nAda,ada@example.com\n");
        file.Rows().Single().Emails.Length.ShouldBe(1);
        file.Survey.Notes.ShouldContain(note => note.Problem.Contains("end before the last column"));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData(" \r\n\r\n", "empty")]
    [InlineData("PK\u0003\u0004zzzz", "spreadsheet")]
    [InlineData("%PDF-1.7", "PDF")]
    [InlineData("BEGIN:VCARD\nVERSION:3.0\n", "vCard")]
    [InlineData("<!DOCTYPE html><html>", "web page")]
    [InlineData("{\"contacts\":[]}", "JSON")]
    [InlineData("\u0001\u0002\u0003\u0004\u0005\u0006\u0007", "not a text file")]
    [InlineData("ada@example.com,Ada\nbo@example.com,Bo\n", "column names")]
    [InlineData("colour,size,price\nred,4,5\n", "Say which column is which")]
    public void What_is_no_list_of_people_is_refused_with_what_to_do(string text, string word) =>
        Should.Throw<NotATableException>(() => Reading.Open(text)).Message.ShouldContain(word);

    [Fact]
    public void Column_names_without_people_are_said()
    {
        var file = Reading.Open("First Name,Last Name,Email\n");
        file.Rows().ShouldBeEmpty();
        file.Survey.Notes.ShouldContain(note => note.Problem == "The file has column names but no people.");
    }

    [Fact]
    public void Blank_rows_are_no_rows()
    {
        var file = Reading.Open("Name,E-mail,Phone\n,,\n\nAda,ada@example.com,\n , ,\n");
        file.Survey.Rows.ShouldBe(1);
        file.Rows().Count().ShouldBe(1);
    }

    [Fact]
    public void A_file_truncated_inside_a_letter_keeps_its_encoding()
    {
        var bytes = Encoding.UTF8.GetBytes("Name,E-mail\nZoë,z@example.fr\nRené");
        var file = Reading.Open(bytes[..^1]);
        file.Survey.Encoding.ShouldBe("utf-8");
        file.Rows().First().Name.ShouldBe("Zoë");
    }
}
