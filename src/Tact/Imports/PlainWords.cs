using System.Collections.Frozen;

namespace Tact.Imports;

/// <summary>What values plainly say: an opt-out and its scope, one of our tags, a situation. Whatever is not plain stays what it was.</summary>
static class PlainWords
{
    static readonly FrozenSet<string> Yes = Set("yes y true t 1 x ✓ ✔ on ja j wahr oui o vrai sí si s verdadero vero sì sim tak checked optedout unsubscribed unsubscribe abgemeldet désabonné désinscrit desabonné disiscritto dadodebaja baja uitgeschreven widersprochen gesperrt donotcontact donotemail donotcall");
    static readonly FrozenSet<string> No = Set("no n false f 0 off nein falsch non faux falso nee onwaar não nie none unchecked optedin subscribed active angemeldet abonniert abonné inscrit suscrito iscritto ingeschreven - never na null");
    static readonly FrozenSet<string> Unsubscribed = Set("unsubscribed unsubscribe optedout optout abgemeldet désabonné désinscrit disiscritto dadodebaja uitgeschreven afgemeld complained spamcomplaint");
    static readonly FrozenSet<string> NoEmail = Set("email emails mail mails emailonly noemail noemails donotemail unsubscribed newsletter keineemail keineemails pasdemail");
    static readonly FrozenSet<string> NoPhone = Set("phone phones call calls calling telephone telefon anruf anrufe téléphone appel appels teléfono telefono telefoon donotcall dnc nocalls phoneonly sms nichtanrufen nepasappeler nollamar nonchiamare nietbellen");
    static readonly FrozenSet<string> NoContact = Set("all everything any everywhere alles alle tout tous todo todos tutto tutti donotcontact neveragain nocontact nichtkontaktieren kontaktsperre nepascontacter nocontactar noncontattare nietbenaderen gdprobjection widerspruch");

    static readonly FrozenDictionary<string, string> OurTags = Map(
        ("client", "client clients customer customers kunde kunden kundin bestandskunde bestandskunden stammkunde stammkunden clientes cliente clienti klant klanten klient klienci kund kunder existingcustomer activecustomer currentcustomer evangelist acheteur"),
        ("prospect", "prospect prospects lead leads interessent interessenten interessentin opportunity salesqualifiedlead marketingqualifiedlead sql mql subscriber piste pistes prospecto prospectos prospetto prospetti potentialcustomer potential suspect neukunde clientepotencial prospekt oportunidad opportunité"),
        ("partner", "partner partners partnerin vertriebspartner reseller affiliate socio socios partenaire partenaires partnerem aliado alliance channelpartner"));

    static readonly FrozenDictionary<string, string> Situations = Map(
        ("cold", "cold new neu kalt nouveau froid nuevo frío nuovo freddo nieuw koud notcontacted uncontacted"),
        ("enquiry", "enquiry inquiry anfrage demande consulta richiesta aanvraag inbound requested demorequested"),
        ("talked", "talked connected inprogress gesprochen inkontakt contacted engaged spoke discussion enrelation encontacto incontatto ingesprek opendeal qualified"),
        ("proposal", "proposal proposalsent quote quotesent offer offersent angebot angebotgesendet angebotoffen offre offreenvoyée devis propuesta presupuesto proposta preventivo offerte negotiation verhandlung"),
        ("referral", "referral referred empfehlung recommandation recomendación referido raccomandazione aanbeveling doorverwijzing"),
        ("client", "client customer kunde bestandskunde cliente klant won closedwon gewonnen"));

    static readonly FrozenSet<string> SystemGroups = Set("mycontacts starred friends family coworkers");

    /// <summary>The scope of a value in an opt-out column. Not plainly yes or no counts as yes: the wider reading holds until a person looks (METHOD B1).</summary>
    public static OptOutScope OptOut(string value, OptOutScope column, out bool unclear)
    {
        unclear = false;
        if (column == OptOutScope.All)
        {
            var named = OptOutScope.None;
            foreach (var part in value.Split([';', ',', '/', '+', '&', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                var key = HeaderWords.Key(part);
                named |= NoEmail.Contains(key) ? OptOutScope.Email : NoPhone.Contains(key) ? OptOutScope.Phone : NoContact.Contains(key) ? OptOutScope.All : OptOutScope.None;
            }
            if (named != OptOutScope.None)
                return named;
        }
        var word = value is "-" or "✓" or "✔" ? value : HeaderWords.Key(value);
        if (word is "" or "-" || No.Contains(word))
            return OptOutScope.None;
        // A date in such a column is the day on which they asked.
        unclear = !Yes.Contains(word) && !char.IsAsciiDigit(word[0]);
        return column;
    }

    /// <summary>An opt-out said by a status: "Unsubscribed" stops e-mail, "Do not call" the phone, "Do not contact" everything.</summary>
    public static OptOutScope OptOutInStatus(string value)
    {
        var key = HeaderWords.Key(value);
        if (Unsubscribed.Contains(key) || key is "donotemail")
            return OptOutScope.Email;
        if (key is "donotcall" or "dnc" or "nichtanrufen" or "nepasappeler")
            return OptOutScope.Phone;
        return key is not ("all" or "everything" or "any" or "alle" or "alles" or "tout" or "tous" or "todo" or "todos" or "tutto" or "tutti") && NoContact.Contains(key) ? OptOutScope.All : OptOutScope.None;
    }

    /// <summary>client, prospect or partner; null when the label is something else.</summary>
    public static string? Tag(string label) => OurTags.GetValueOrDefault(HeaderWords.Key(label));

    /// <summary>The situation that a status or stage plainly names; null otherwise.</summary>
    public static string? Situation(string status) => Situations.GetValueOrDefault(HeaderWords.Key(status));

    /// <summary>Groups that an address book makes by itself and that say nothing about the person.</summary>
    public static bool IsSystemGroup(string label) => label.StartsWith('*') && SystemGroups.Contains(HeaderWords.Key(label));

    static FrozenSet<string> Set(string words) =>
        words.Split(' ').Select(word => word.Any(char.IsLetterOrDigit) ? HeaderWords.Key(word) : word).ToFrozenSet(StringComparer.Ordinal);

    static FrozenDictionary<string, string> Map(params (string Meaning, string Words)[] rows) =>
        rows.SelectMany(row => row.Words.Split(' ').Select(word => (Key: HeaderWords.Key(word), row.Meaning)))
            .DistinctBy(pair => pair.Key).ToFrozenDictionary(pair => pair.Key, pair => pair.Meaning, StringComparer.Ordinal);
}
