using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Homework;
using Tact.Imports;
using Tact.Storage;
using Tact.Timeline;

namespace Tact.Exports;

/// <summary>How much was written.</summary>
public sealed record Exported(string File, long Contacts, long Companies, long Entries);

/// <summary>
/// Writes everything the actor may see: as CSV one row a person (which an import of ours reads again), as JSON with companies, follow-ups and whole
/// timelines. Details of illness and family in other people's pauses stay with their owner.
/// </summary>
public static class ExportWorkspace
{
    const int Together = 500;

    static readonly string[] Header =
    [
        "Id", "Name", "First name", "Last name", "Job title", "Department", "Company", "E-mail", "Phone", "Street", "City", "State", "Postal code", "Country", "Time zone", "Language", "Website",
        "Tags", "Categories", "Owner", "Situation", "Follow-up state", "Next step", "Next step date", "Last contact", "Email opt out", "Do not call", "Do not contact", "Facts",
    ];

    sealed class Person
    {
        public long Id { get; set; }
        public string Name { get; set; } = "";
        public string? Given { get; set; }
        public string? Family { get; set; }
        public string? Role { get; set; }
        public string? Department { get; set; }
        public long? CompanyId { get; set; }
        public string? Company { get; set; }
        public string? Street { get; set; }
        public string? City { get; set; }
        public string? Region { get; set; }
        public string? Postcode { get; set; }
        public string? Country { get; set; }
        public string? Zone { get; set; }
        public string? Language { get; set; }
        public string? Website { get; set; }
        public string Tags { get; set; } = "";
        public string Labels { get; set; } = "";
        public string Facts { get; set; } = "{}";
    }

    sealed class FollowUp
    {
        public long Id { get; set; }
        public long ContactId { get; set; }
        public string Owner { get; set; } = "";
        public string Matter { get; set; } = "";
        public string Situation { get; set; } = "";
        public string Preset { get; set; } = "";
        public string Cadence { get; set; } = "";
        public string State { get; set; } = "";
        public string? Step { get; set; }
        public string? DueOn { get; set; }
        public string? Answer { get; set; }
    }

    /// <summary>Writes to a file, whose ending says the form: .csv or .json. A file that could not be finished is not left behind.</summary>
    public static Result<Exported> ToFile(Workspace workspace, Actor actor, string path)
    {
        var ending = Path.GetExtension(path).ToLowerInvariant();
        if (ending is not (".csv" or ".json"))
            return Result<Exported>.Wrong("file", "Name a file that ends in .csv or .json.");
        var partial = path + ".partial";
        try
        {
            Exported written;
            using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write))
                written = ending == ".csv" ? ToCsv(workspace, actor, stream) : ToJson(workspace, actor, stream);
            File.Move(partial, path, overwrite: true);
            return written with { File = path };
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            try
            {
                File.Delete(partial);
            }
            catch (Exception again) when (again is IOException or UnauthorizedAccessException)
            {
                // The first problem is the one to tell.
            }
            return Result<Exported>.Wrong("file", $"{path} cannot be written: {wrong.Message}");
        }
    }

    /// <summary>One row a person; formula signs at the start of a cell are neutralised.</summary>
    public static Exported ToCsv(Workspace workspace, Actor actor, Stream stream)
    {
        using var csv = new CsvExport(stream);
        csv.Write(Header);
        long count = 0;
        foreach (var page in Pages(workspace, actor))
        {
            foreach (var person in page.People)
            {
                var addresses = page.Addresses[person.Id].ToList();
                var open = page.FollowUps[person.Id].FirstOrDefault(followUp => followUp.State is not ("answered" or "stopped")) ?? page.FollowUps[person.Id].FirstOrDefault();
                var stops = page.Stops[person.Id].ToHashSet();
                csv.Write(
                    person.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), person.Name, person.Given, person.Family, person.Role, person.Department, person.Company,
                    Joined(addresses, "email"), Joined(addresses, "phone"), person.Street, person.City, person.Region, person.Postcode, person.Country, person.Zone, person.Language, person.Website,
                    person.Tags.Replace(",", ";"), person.Labels.Replace(",", ";"), open?.Owner, open?.Situation, open?.State, open?.Step, open?.DueOn, LastContact(page.Entries[person.Id], workspace.Zone),
                    Yes(stops, "email"), Yes(stops, "phone"), Yes(stops, "all"), person.Facts == "{}" ? null : person.Facts);
                count++;
            }
        }
        return new("", count, 0, 0);
    }

    /// <summary>Everything, one object: companies, then contacts with their addresses, stops, follow-ups and timeline.</summary>
    public static Exported ToJson(Workspace workspace, Actor actor, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        long contacts = 0, companies = 0, entries = 0;
        json.WriteStartObject();
        json.WriteString("exportedAt", InstantPattern.General.Format(workspace.Now));
        json.WriteStartArray("companies");
        for (long after = 0; ;)
        {
            var rows = workspace.Data.Read(session => session.Query<(long Id, string Name, string? Domain, string? Phone, string? City, string? Country, string Tags, string Facts)>(
                "select id, name, domain, phone, city, country, tags, facts from companies where id > @after order by id limit @Together", new { after, Together }));
            if (rows.Count == 0)
                break;
            var homework = workspace.Data.Read(session => session.Query<long>(HomeworkOf.Companies(column => $"{column} >= @first and {column} <= @last"), new { first = rows[0].Id, last = rows[^1].Id })
                .Distinct().ToDictionary(id => id, id => HomeworkOf.Company(session, id)));
            foreach (var row in rows)
            {
                json.WriteStartObject();
                json.WriteNumber("id", row.Id);
                Write(json, ("name", row.Name), ("domain", row.Domain), ("phone", row.Phone), ("city", row.City), ("country", row.Country), ("tags", row.Tags));
                WriteRaw(json, "facts", row.Facts);
                WriteHomework(json, homework, row.Id);
                json.WriteEndObject();
                companies++;
            }
            after = rows[^1].Id;
            json.Flush();
        }
        json.WriteEndArray();
        Library.ExportLibrary.To(workspace, actor, json);
        json.WriteStartArray("contacts");
        foreach (var page in Pages(workspace, actor))
        {
            foreach (var person in page.People)
            {
                entries += WriteContact(json, person, page, actor);
                contacts++;
            }
            json.Flush();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        return new("", contacts, companies, entries);
    }

    /// <summary>Writes one contact as in the whole export; false when there is none.</summary>
    internal static bool WriteOne(Utf8JsonWriter json, Session session, Actor actor, long contact)
    {
        var page = PageAfter(session, actor, contact - 1, 1);
        if (page.People is not [var person] || person.Id != contact)
            return false;
        WriteContact(json, person, page, actor);
        return true;
    }

    static long WriteContact(Utf8JsonWriter json, Person person, Page page, Actor actor)
    {
        json.WriteStartObject();
        json.WriteNumber("id", person.Id);
        Write(json, ("name", person.Name), ("given", person.Given), ("family", person.Family), ("role", person.Role), ("department", person.Department));
        if (person.CompanyId is { } company)
            json.WriteNumber("companyId", company);
        Write(json, ("company", person.Company), ("street", person.Street), ("city", person.City), ("region", person.Region), ("postcode", person.Postcode), ("country", person.Country),
            ("zone", person.Zone), ("language", person.Language), ("website", person.Website), ("tags", person.Tags), ("labels", person.Labels));
        WriteRaw(json, "facts", person.Facts);
        json.WriteStartArray("addresses");
        foreach (var (kind, value) in page.Addresses[person.Id])
        {
            json.WriteStartObject();
            Write(json, ("kind", kind), ("value", value));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("suppressions");
        foreach (var scope in page.Stops[person.Id].Distinct())
            json.WriteStringValue(scope);
        json.WriteEndArray();
        json.WriteStartArray("followUps");
        foreach (var followUp in page.FollowUps[person.Id])
        {
            json.WriteStartObject();
            json.WriteNumber("id", followUp.Id);
            Write(json, ("owner", followUp.Owner), ("matter", followUp.Matter), ("situation", followUp.Situation), ("etiquette", followUp.Preset), ("cadence", followUp.Cadence), ("state", followUp.State),
                ("step", followUp.Step), ("due", followUp.DueOn), ("answer", followUp.Answer));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("timeline");
        long entries = 0;
        foreach (var entry in page.Entries[person.Id])
        {
            json.WriteStartObject();
            json.WriteNumber("id", entry.Id);
            Write(json, ("kind", entry.Kind), ("at", Iso(entry.At)), ("recordedAt", Iso(entry.RecordedAt)), ("channel", entry.Channel), ("direction", entry.Direction), ("outcome", entry.Outcome),
                ("note", IsPersonal(entry, actor) ? "Personal reasons" : entry.Note), ("offer", page.Personal.Offer(entry)));
            if (entry.FollowUpId is { } followUp)
                json.WriteNumber("followUp", followUp);
            if (entry.ByUser is { } by)
                json.WriteNumber("by", by);
            if (entry.UndoneBy is { } undone)
                json.WriteNumber("undoneBy", undone);
            if (entry.Data is { } data && !IsPersonal(entry, actor))
                WriteRaw(json, "data", data.Contains("\"outside\"", StringComparison.Ordinal) ? EntryData.Read(data).ToText()! : data);
            json.WriteEndObject();
            entries++;
        }
        json.WriteEndArray();
        WriteHomework(json, page.Homework, person.Id);
        json.WriteEndObject();
        return entries;
    }

    static void WriteHomework(Utf8JsonWriter json, Dictionary<long, JsonObject> homework, long id)
    {
        if (!homework.TryGetValue(id, out var about))
            return;
        json.WritePropertyName("homework");
        about.WriteTo(json);
    }

    // METHOD D: details of illness and family are for the owner only.
    static bool IsPersonal(TimelineRow entry, Actor actor) =>
        entry.Kind == "pause" && EntryData.Read(entry.Data).Stall is "ill" or "family" && actor.UserId is { } user && entry.ByUser != user;

    sealed record Page(
        List<Person> People, ILookup<long, (string Kind, string Value)> Addresses, ILookup<long, string> Stops, ILookup<long, FollowUp> FollowUps, ILookup<long, TimelineRow> Entries, Dictionary<long, JsonObject> Homework, Library.PersonalGifts Personal);

    static IEnumerable<Page> Pages(Workspace workspace, Actor actor)
    {
        for (long after = 0; ;)
        {
            var page = workspace.Data.Read(session => PageAfter(session, actor, after));
            if (page.People.Count == 0)
                yield break;
            after = page.People[^1].Id;
            yield return page;
        }
    }

    static Page PageAfter(Session session, Actor actor, long after, int together = Together)
    {
        var people = session.Query<Person>(
            """
            select c.id, c.name, c.given, c.family, c.role, c.department, c.company_id as CompanyId, co.name as Company, c.street, c.city, c.region, c.postcode, c.country, c.zone, c.language,
              c.website, c.tags, c.labels, c.facts
            from contacts c
            left join companies co on co.id = c.company_id
            where c.id > @after
              and c.erased_at is null
            order by c.id
            limit @together
            """,
            new { after, together });
        var values = new { ids = KnownPeople.List(session, people.Select(person => person.Id)) };
        string In(string column) => KnownPeople.Any(session, column, "ids");
        return new(
            people,
            session.Query<(long Contact, string Kind, string Value)>($"select contact_id, kind, value from addresses where {In("contact_id")} order by contact_id, kind, position", values)
                .ToLookup(row => row.Contact, row => (row.Kind, row.Value)),
            session.Query<(long Contact, string Scope)>($"select contact_id, scope from suppressions where {In("contact_id")} and lifted_at is null", values)
                .ToLookup(row => row.Contact, row => row.Scope),
            session.Query<FollowUp>(
                $"""
                select f.id, f.contact_id as ContactId, u.email as Owner, f.matter, f.situation, f.preset, f.cadence, f.state, f.step, f.due_on as DueOn, f.answer
                from follow_ups f
                join users u on u.id = f.owner_id
                where {In("f.contact_id")}
                order by f.id
                """,
                values).ToLookup(row => row.ContactId),
            session.Query<TimelineRow>($"select {TimelineRow.Columns} from timeline where {In("contact_id")} order by at, id", values).ToLookup(row => row.ContactId),
            session.Query<long>(HomeworkOf.People(In), values).Distinct().ToDictionary(id => id, id => HomeworkOf.Person(session, id)), Library.PersonalGifts.Of(session, actor, [.. people.Select(person => person.Id)]));
    }

    static string? LastContact(IEnumerable<TimelineRow> entries, DateTimeZone zone) =>
        entries.LastOrDefault(entry => entry.Kind is "touch" or "known" && entry.UndoneBy is null) is { } last
            ? Instant.FromUnixTimeMilliseconds(last.At).InZone(zone).ToString("uuuu-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture) : null;

    static string? Joined(List<(string Kind, string Value)> addresses, string kind) => string.Join("; ", addresses.Where(address => address.Kind == kind).Select(address => address.Value));

    static string? Yes(HashSet<string> stops, string scope) => stops.Contains(scope) ? "yes" : null;

    static string Iso(long at) => InstantPattern.ExtendedIso.Format(Instant.FromUnixTimeMilliseconds(at));

    static void Write(Utf8JsonWriter json, params ReadOnlySpan<(string Name, string? Value)> values)
    {
        foreach (var (name, value) in values)
            if (!string.IsNullOrEmpty(value))
                json.WriteString(name, value);
    }

    static void WriteRaw(Utf8JsonWriter json, string name, string text)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(text);
    }
}
