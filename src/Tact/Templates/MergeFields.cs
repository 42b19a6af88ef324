using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Tact.Contacts;
using Tact.Storage;

namespace Tact.Templates;

/// <summary>The merge fields of templates and messages, and what is known for each.</summary>
public static class MergeFields
{
    private static readonly string[] Languages = ["en", "de", "fr", "es", "nl", "it", "pt", "pl", "sv", "da", "no", "fi", "cs"];

    /// <summary>What each field stands for, in the order they are shown.</summary>
    public static readonly IReadOnlyList<(string Name, string Words)> All =
    [
        ("contact.given", "their given name"), ("contact.family", "their family name"), ("contact.name", "their whole name"), ("contact.role", "their role"), ("contact.company", "their company"), ("contact.industry", "their company's industry"),
        ("contact.city", "their town"), ("contact.referrer", "who sent you to them"), ("last.day", "the day you last spoke"), ("matter", "what it is about"), ("offer", "what the message brings them"),
        ("next.day", "the day of the promise or next step that is set with the message"), ("me.given", "your given name"), ("me.name", "your name"), ("me.email", "your address"),
    ];

    /// <summary>Those that come from the message itself and not from the person.</summary>
    public static readonly IReadOnlyDictionary<string, string> OfTheMessage = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["offer"] = "Say what the message brings them, or write around it.", ["next.day"] = "Set the day of the next step or of the promise, or write around it.",
    };

    /// <summary>What is known of a person, for a writer.</summary>
    /// <param name="session">The data.</param>
    /// <param name="contact">The person.</param>
    /// <param name="followUp">The follow-up it belongs to; null for none.</param>
    /// <param name="writer">Who writes; null for nobody in particular.</param>
    /// <param name="zone">In which days are counted.</param>
    /// <param name="language">In which days are named; two letters.</param>
    public static Dictionary<string, string?> Of(Session session, long contact, long? followUp, long? writer, DateTimeZone zone, string language)
    {
        var person = session.One<Person>(
            """
            select c.name as Name, c.given as Given, c.family as Family, c.role as Role, co.name as Company, co.industry as Industry, c.city as City, r.name as Referrer,
                   (select max(f.last_two_way_at) from follow_ups f where f.contact_id = c.id) as LastTalk
            from contacts c
            left join companies co on co.id = c.company_id
            left join contacts r on r.id = c.referred_by
            where c.id = @contact
            """,
            new { contact }) ?? new Person();
        var matter = followUp is { } id ? session.Scalar<string>("select matter from follow_ups where id = @id", new { id }) : null;
        var me = writer is { } user ? session.One<(string Name, string Email)?>("select name, email from users where id = @user", new { user }) : null;
        var said = Imports.PersonName.FromParts(null, person.Given, null, person.Family, null);
        return new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["contact.given"] = said.Given, ["contact.family"] = said.Family ?? person.Family, ["contact.name"] = person.Name?.Contains('@', StringComparison.Ordinal) == true ? null : person.Name,
            ["contact.role"] = person.Role, ["contact.company"] = person.Company, ["contact.industry"] = person.Industry, ["contact.city"] = person.City, ["contact.referrer"] = person.Referrer,
            ["last.day"] = person.LastTalk is { } at ? Day(Instant.FromUnixTimeMilliseconds(at).InZone(zone).Date, language, "d MMMM") : null,
            // the last two come with the message
            ["matter"] = matter == FollowUps.StartFollowUp.UsualMatter ? null : matter, ["offer"] = null, ["next.day"] = null,
            ["me.given"] = me is { } one ? AddContact.Split(one.Name).Given ?? one.Name : null, ["me.name"] = me?.Name, ["me.email"] = me?.Email,
        };
    }

    /// <summary>A day as a message names it: "Thursday 5 March", in a language.</summary>
    public static string NextDay(string iso, string language) => Day(LocalDatePattern.Iso.Parse(iso).Value, language, "dddd d MMMM");

    private static string Day(LocalDate day, string language, string form)
    {
        var short2 = language.Split('-', '_')[0].ToLowerInvariant();
        return day.ToString(short2 == "de" ? form.Replace("d MMMM", "d'.' MMMM", StringComparison.Ordinal) : form, CultureInfo.GetCultureInfo(Languages.Contains(short2) ? short2 : "en"));
    }

    private sealed class Person
    {
        public string? Name { get; set; }
        public string? Given { get; set; }
        public string? Family { get; set; }
        public string? Role { get; set; }
        public string? Company { get; set; }
        public string? Industry { get; set; }
        public string? City { get; set; }
        public string? Referrer { get; set; }
        public long? LastTalk { get; set; }
    }
}
