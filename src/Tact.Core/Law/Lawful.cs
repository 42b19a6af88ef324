using System.Globalization;
using NodaTime.Text;
using Tact.Core.Calendars;
using Tact.Core.Etiquette;
using Tact.Core.FollowUps;

namespace Tact.Core.Law;

/// <summary>
/// Between which days the laws beside calling hours let somebody be contacted unasked: worked out once for a case, so that judging compares
/// whole numbers. Days count since 1970.
/// </summary>
public sealed record Lawful
{
    /// <summary>No law is known.</summary>
    public static Lawful Free { get; } = new();

    /// <summary>Last day for e-mail.</summary>
    public int EmailUntil { get; private init; } = Consents.NoEnd;

    /// <summary>Last day for texts, as far as the laws on messages go.</summary>
    public int TextUntil { get; private init; } = Consents.NoEnd;

    /// <summary>First day from which calls need consent.</summary>
    public int CallConsentFrom { get; private init; } = int.MaxValue;

    /// <summary>Last day on which there is consent to calls.</summary>
    public int CallUntil { get; private init; } = Consents.NoEnd;

    /// <summary>First day after the rest that follows a no; -1 for none.</summary>
    public int RefusedUntil { get; private init; } = -1;

    /// <summary>First day on which a list holds calls.</summary>
    public int ListedFrom { get; private init; } = int.MaxValue;

    /// <summary>An address of theirs is on a list.</summary>
    public bool EmailListed { get; private init; }

    /// <summary>Last day on which the lists are new enough.</summary>
    public int ListsGoodUntil { get; private init; } = int.MaxValue;

    private Person Person { get; init; } = null!;

    private Surroundings Around { get; init; } = null!;

    /// <summary>Works it out.</summary>
    public static Lawful Of(Person person, Surroundings around)
    {
        var laws = around.Laws;
        if (laws.Email.Length + laws.Calls.Length + around.Listed.Count + around.Screened.Count == 0 && person is { EmailWithdrawn: null, CallsWithdrawn: null })
            return Free;
        var (email, text, asks, calls, rest, listed, good) = (Consents.NoEnd, Consents.NoEnd, int.MaxValue, Consents.NoEnd, -1, int.MaxValue, int.MaxValue);
        foreach (var law in laws.Email)
        {
            email = Math.Min(email, Consents.Until(law, person, Channel.Email, around.Client));
            text = Math.Min(text, Consents.Until(law, person, Channel.Call, around.Client));
        }

        foreach (var law in laws.Calls)
        {
            if (law.ConsentFrom is { } from)
            {
                asks = Math.Min(asks, WorkingDays.Number(LocalDatePattern.Iso.Parse(from).Value));
                calls = Consents.ForCalls(person);
            }

            if (law.RestAfterNoDays is { } days && person.RefusedDay >= 0)
                rest = Math.Max(rest, person.RefusedDay + days);
        }

        foreach (var on in around.Listed)
        {
            if (on.Kind == Phone && Holds(on, around) && Consents.DespiteList(LawOf(on), person) is var until and < Consents.NoEnd)
                listed = Math.Min(listed, until + 1);
        }

        foreach (var list in around.Screened)
        {
            if (Consents.DespiteList(list.List, person) < Consents.NoEnd && (list.AsOf >= 0 || around.ScreenAlways))
                good = Math.Min(good, list.AsOf < 0 ? -1 : list.AsOf + list.List.Days);
        }

        return new Lawful
        {
            EmailUntil = person.EmailWithdrawn is null ? email : Consents.None,
            TextUntil = person.CallsWithdrawn is null ? text : Consents.None,
            CallConsentFrom = person.CallsWithdrawn is null ? asks : 0,
            CallUntil = person.CallsWithdrawn is null ? calls : Consents.None,
            RefusedUntil = rest, ListedFrom = listed, ListsGoodUntil = good, Person = person, Around = around,
            EmailListed = person.AskedChannel != Channel.Email && around.Listed.Any(on => on.Kind == Email && Holds(on, around))
                && !person.Consents.Exists(consent => consent is { Channel: Channel.Email, Kind: ConsentKind.Express }),
        };
    }

    /// <summary>The words of <see cref="Rule.AskFirst"/>: each law that asks, what is missing, and the cure.</summary>
    internal IEnumerable<Reason> WhyAsk(Channel channel, int day)
    {
        var way = channel == Channel.Email ? Channel.Email : Channel.Call;
        var what = channel switch { Channel.Email => "e-mail", Channel.Message => "text message", _ => "call" };
        if ((way == Channel.Email ? Person.EmailWithdrawn : Person.CallsWithdrawn) is { } withdrawal)
        {
            yield return new Reason("B2", $"They withdrew their consent to {(way == Channel.Email ? "e-mail" : "calls and texts")} on {Date(withdrawal.Day)}: no unasked {what} until they agree again.");
            yield break;
        }

        foreach (var law in channel == Channel.Call ? [] : Around.Laws.Email)
        {
            var until = Consents.Until(law, Person, way, Around.Client);
            if (day <= until)
                continue;
            var missing = until == Consents.None ? "and none is on record" : $"and what was on record ended on {Date(until)}";
            yield return new Reason($"law:{law.Id}", $"{law.Name}: an unasked {what} needs their consent, {missing}. {(channel == Channel.Email ? "Call or write a letter, and record their consent when they give it." : "Call or write, and record their consent when they give it.")} The law cannot be overruled.");
        }

        foreach (var law in channel == Channel.Email ? [] : Around.Laws.Calls)
        {
            if (law.ConsentFrom is { } from && day >= WorkingDays.Number(LocalDatePattern.Iso.Parse(from).Value) && day > CallUntil)
                yield return new Reason($"law:{law.Id}", $"{law.Name}: since {Date(WorkingDays.Number(LocalDatePattern.Iso.Parse(from).Value))} an unasked call needs their prior consent unless a contract is running. Write to them, and record the consent or the contract. The law cannot be overruled.");
        }
    }

    /// <summary>The words of <see cref="Rule.SpareTheListed"/>: each list with its date.</summary>
    internal IEnumerable<Reason> WhyListed(Channel channel, int day)
    {
        foreach (var on in Around.Listed)
        {
            var law = LawOf(on);
            if (on.Kind != (channel == Channel.Email ? Email : Phone) || !Holds(on, Around) || (on.Kind == Phone && day <= Consents.DespiteList(law, Person)))
                continue;
            yield return new Reason(
                law is null ? "B1" : $"law:{on.List}",
                $"{(on.Kind == Email ? "Their address" : "Their number")} is on the list {law?.Name ?? on.List} of {Date(on.AsOf)}. No unasked {(on.Kind == Email ? "e-mail" : "call")}, unless they agreed and it is on record. {(law is null ? "A list of no cannot be overruled." : "The law cannot be overruled.")}");
        }
    }

    /// <summary>The words of <see cref="Rule.ScreenFirst"/>: each list that is too old, how old, and the cure.</summary>
    internal IEnumerable<Reason> WhyScreen(int day)
    {
        foreach (var (list, asOf) in Around.Screened)
        {
            if (Consents.DespiteList(list, Person) >= Consents.NoEnd)
                continue;
            if (asOf >= 0 && day > asOf + list.Days)
                yield return new Reason($"law:{list.Id}", string.Create(CultureInfo.InvariantCulture, $"{list.Name}: the list is of {Date(asOf)}, {day - asOf} days old; it may be used for {list.Days}. Bring in a newer one (tact screen FILE --list {list.Id} --as-of DATE) before you call. The law cannot be overruled."));
            else if (asOf < 0 && Around.ScreenAlways)
                yield return new Reason($"law:{list.Id}", $"{list.Name}: the number has not been screened; the list was never brought in. Get it at {list.From} and bring it in (tact screen FILE --list {list.Id} --as-of DATE) before you call. The law cannot be overruled.");
        }
    }

    /// <summary>What to be told before a call that is allowed: a list the law wants was never brought in.</summary>
    internal IEnumerable<Reason> Unscreened(int day)
    {
        foreach (var (list, asOf) in Around?.Screened ?? [])
        {
            if (asOf < 0 && day > Consents.DespiteList(list, Person))
                yield return new Reason($"law:{list.Id}", $"{list.Name}: this number has not been screened; the list was never brought in. The law wants it no older than {list.Days} days.");
        }
    }

    /// <summary>The words of the rest after a no.</summary>
    internal IEnumerable<Reason> WhyRest(Channel channel, int day) => channel is not (Channel.Call or Channel.Message) || RefusedUntil <= day ? [] : Around.Laws.Calls
        .Where(law => law.RestAfterNoDays is { } days && Person.RefusedDay + days > day)
        .Select(law => new Reason($"law:{law.Id}", $"{law.Name}: {law.RestAfterNoDays} days of rest after their no on {Date(Person.RefusedDay)}. The law cannot be overruled."));

    private const string Phone = "phone";
    private const string Email = "email";

    /// <summary>A national list holds where its law reaches them, one of the team's own for everybody.</summary>
    private static bool Holds(Listed on, Surroundings around) => LawOf(on) is not { } law || around.Laws.Lists.Contains(law);

    private static ScreenList? LawOf(Listed on) => PolicyFiles.Lists.GetValueOrDefault(on.List);

    private static string Date(int day) => WorkingDays.Date(day).ToString("ddd d MMM uuuu", CultureInfo.InvariantCulture);
}
