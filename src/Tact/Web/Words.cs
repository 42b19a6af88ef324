namespace Tact.Web;

/// <summary>Small turns of phrase that pages share.</summary>
public static class Words
{
    /// <summary>A number as a telephone dials it: digits, plus, star and hash only.</summary>
    public static string Dial(string phone) => string.Concat(phone.Where(c => c is '+' or '#' or '*' || char.IsAsciiDigit(c)));

    /// <summary>"1 person", "2 people".</summary>
    public static string Count(long number, string one, string many) => $"{number:N0} {(number == 1 ? one : many)}";

    /// <summary>"14 Mar 2026" for 2026-03-14; null for none.</summary>
    public static string? Date(string? iso) => iso is null ? null : NodaTime.Text.LocalDatePattern.Iso.Parse(iso).Value.ToString("d MMM uuuu", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>"1st", "2nd", "3rd", "11th".</summary>
    public static string Ordinal(int number) => number + (number % 100 is >= 11 and <= 13 ? "th" : (number % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" });
}
