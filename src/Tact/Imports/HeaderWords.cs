using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Tact.Imports;

/// <summary>The words by which address books and CRMs in several languages name their columns.</summary>
static class HeaderWords
{
    static readonly FrozenDictionary<string, ImportField> Words = Table(
        (ImportField.FullName, "name; full name; display name; contact; contact name; person; person name; client name; customer name; ansprechpartner; kontakt; kontaktname; vollständiger name; voller name; anzeigename; nom complet; nombre completo; nome completo; naam; volledige naam; contactpersoon; interlocuteur; contacto; contatto; nominativo; name last first; imię i nazwisko; фио"),
        (ImportField.Prefix, "salutation; name prefix; prefix; anrede; titel; namenspräfix; civilité; tratamiento; titolo; aanhef; appellativo; honorific"),
        (ImportField.GivenName, "first name; firstname; first; given name; given; forename; vorname; vornamen; rufname; prénom; prenom; nombre; nombre de pila; nome; voornaam; förnamn; fornavn; etunimi; imię; primeiro nome; имя; křestní jméno"),
        (ImportField.MiddleName, "middle name; middle; additional name; weitere vornamen; zweiter vorname; deuxième prénom; segundo nombre; secondo nome; tussenvoegsel; tweede voornaam; отчество"),
        (ImportField.FamilyName, "last name; lastname; last; family name; surname; nachname; familienname; zuname; nom; nom de famille; apellido; apellidos; cognome; sobrenome; apelido; achternaam; familienaam; efternamn; etternavn; efternavn; sukunimi; nazwisko; фамилия; příjmení"),
        (ImportField.Suffix, "suffix; name suffix; namenssuffix; suffixe; sufijo; suffisso; achtervoegsel"),
        (ImportField.Role, "job title; jobtitle; title; role; position; occupation; function; job; organization title; organisation title; funktion; beruf; stelle; berufsbezeichnung; stellenbezeichnung; poste; fonction; intitulé du poste; cargo; puesto; ruolo; qualifica; mansione; functie; functietitel; beroep; befattning; stilling; titre; stanowisko; должность"),
        (ImportField.Department, "department; organization department; abteilung; service; département; departamento; reparto; dipartimento; afdeling; dział"),
        (ImportField.Company, "company; company name; organization; organisation; organization name; organisation name; account; account name; accountname; employer; business name; associated company; associated company primary; firma; firmenname; unternehmen; unternehmensname; betrieb; société; societe; entreprise; raison sociale; organisme; empresa; compañía; razón social; sociedad; azienda; società; ditta; ragione sociale; bedrijf; bedrijfsnaam; organisatie; företag; virksomhed; bedrift; yritys; компания; społka; společnost; nom de l'entreprise; nombre de la empresa"),
        (ImportField.Email, "email; e-mail; mail; e mail; email address; e-mail address; emailadresse; e-mail-adresse; mailadresse; mail address; email value; e-mail value; courriel; adresse e-mail; adresse mail; adresse électronique; adresse de messagerie; correo; correo electrónico; dirección de correo electrónico; dirección de correo; indirizzo e-mail; indirizzo email; posta elettronica; e-mailadres; mailadres; emailadres; e-post; epost; sähköposti; endereço de e-mail; adres e-mail; электронная почта; почта"),
        (ImportField.Phone, "phone; phone number; contact number; contact no; phone no; phone value; telephone; telephone number; tel; tel nr; telno; mobile; mobile phone; mobile number; mobilephone; cell; cell phone; cellphone; cell number; car phone; company main phone; primary phone; switchboard; telefon; telefonnummer; telefonnr; rufnummer; handy; handynummer; mobil; mobiltelefon; mobilnummer; festnetz; durchwahl; téléphone; numéro de téléphone; portable; téléphone portable; mobile téléphone; gsm; fixe; teléfono; número de teléfono; móvil; teléfono móvil; celular; telefono; numero di telefono; cellulare; telefoon; telefoonnummer; mobiel; mobiele telefoon; mobiel nummer; telefone; telemóvel; puhelin; телефон; telefon komórkowy"),
        (ImportField.Tags, "tags; tag; categories; category; labels; label; group membership; groups; group; lifecycle stage; lifecyclestage; contact type; customer type; relationship; type; kategorien; kategorie; gruppe; gruppen; schlagworte; schlagwörter; kontaktart; kontakttyp; kundenart; étiquettes; étiquette; catégories; catégorie; groupe; groupes; etiquetas; etiqueta; categoría; categorías; grupo; grupos; etichette; etichetta; categoria; categorie; gruppo; gruppi; labels contact; groep; groepen; type de contact; phase de cycle de vie; tipo"),
        (ImportField.Status, "status; lead status; leadstatus; contact status; stage; state of lead; stand; phase; bearbeitungsstand; statut; statut du lead; étape; estado del lead; estatus; fase; stato; stato lead; leadstatus contact"),
        (ImportField.Situation, "situation; situación; situazione; situatie"),
        (ImportField.LastContact, "last contact; last contacted; last contact date; last contacted date; last activity; last activity date; lastactivitydate; last touch; last touched; last call; last spoken; last spoke; letzter kontakt; letzte aktivität; letzter anruf; zuletzt kontaktiert; letztes gespräch; kontaktiert am; dernier contact; dernière activité; date du dernier contact; date de dernière activité; último contacto; última actividad; fecha de último contacto; ultimo contatto; ultima attività; data ultimo contatto; laatste contact; laatste activiteit; laatst gecontacteerd; senaste kontakt; sidste kontakt; siste kontakt; ostatni kontakt"),
        (ImportField.Notes, "notes; note; comments; comment; remarks; remark; description; notizen; notiz; bemerkung; bemerkungen; kommentar; kommentare; anmerkung; anmerkungen; beschreibung; remarque; remarques; commentaire; commentaires; notas; nota; comentarios; comentario; observaciones; commenti; annotazioni; osservazioni; opmerking; opmerkingen; notities; notitie; anteckningar; noter; uwagi; notatki"),
        (ImportField.Owner, "owner; contact owner; account owner; lead owner; record owner; assigned to; assignee; salesperson; sales rep; sales owner; responsible; betreuer; betreuerin; zuständig; bearbeiter; verantwortlich; verantwortlicher; besitzer; eigentümer; kundenbetreuer; propriétaire; propriétaire du contact; responsable; commercial; propietario; propietario del contacto; proprietario; responsabile; assegnato a; eigenaar; verantwoordelijke; toegewezen aan; ansvarig; opiekun"),
        (ImportField.NextStep, "next step; next steps; next action; next activity; next activity subject; next activity name; nächster schritt; nächste schritte; nächste aktion; nächste aktivität; wiedervorlagegrund; prochaine étape; prochaine action; próximo paso; próxima acción; siguiente paso; prossimo passo; prossima azione; volgende stap; volgende actie; nästa steg; næste skridt; następny krok"),
        (ImportField.NextStepOn, "next step date; next step due; next step on; next action date; next activity date; next contact; next contact date; next call; next follow up; next follow up date; follow up; follow up on; follow up date; followup; followup date; callback; callback date; call back on; due date; due; wiedervorlage; wiedervorlage am; wiedervorlagedatum; nächster kontakt; nächster schritt am; nächster schritt datum; datum nächster schritt; rückruf; rückruf am; fällig; fällig am; date de relance; relance; relance le; prochain contact; prochain appel; date de la prochaine étape; date de la prochaine action; date de prochaine activité; próximo contacto; fecha próximo paso; fecha del próximo paso; fecha de seguimiento; prossimo contatto; data prossimo passo; data prossima azione; richiamare il; volgend contact; datum volgende stap; datum volgende actie; opvolgdatum; nästa kontakt"),
        (ImportField.Website, "website; web site; web page; webpage; homepage; url; web; internet; domain; company domain name; website url; webseite; internetseite; site web; site internet; site; página web; sitio web; sito web; sito; webpagina; hemsida; website value"),
        (ImportField.Profile, "linkedin; linkedin url; linkedin profile; linkedin profile url; linkedin bio; xing; linkedin profil; profil linkedin; profile url; person linkedin url; profilo linkedin"),
        (ImportField.Street, "street; street address; address; address street; straße; strasse; straße hausnummer; anschrift; adresse; rue; calle; dirección; domicilio; via; indirizzo; straat; adres; straatnaam; gata; mailing street; mailingstreet; rua; ulica"),
        (ImportField.City, "city; town; ort; stadt; wohnort; ville; localité; ciudad; localidad; población; città; comune; stad; plaats; woonplaats; mailingcity; cidade; miasto"),
        (ImportField.Region, "state; region; province; county; state region; state province; bundesland; kanton; région; estado; provincia; comunidad autónoma; regione; provincie; mailingstate"),
        (ImportField.PostalCode, "zip; zip code; zipcode; zip postal code; postal code; postalcode; postcode; plz; postleitzahl; code postal; código postal; cap; codice postale; mailingpostalcode"),
        (ImportField.Country, "country; country region; land; land region; pays; pays région; país; paese; nazione; mailingcountry; kraj"),
        (ImportField.Language, "language; preferred language; sprache; langue; idioma; lingua; taal; język; korrespondenzsprache"),
        (ImportField.TimeZone, "time zone; timezone; zeitzone; fuseau horaire; zona horaria; fuso orario; tijdzone"),
        (ImportField.EmailConsent, "marketing contact status; marketing status; email status; email marketing status; subscription status; email subscription status; email permission status; newsletter status; newsletter; subscription; newsletterstatus; abonnement newsletter"),
        (ImportField.OptOutEmail, "email opt out; e-mail opt-out; email optout; emailoptout; hasoptedoutofemail; has opted out of email; opted out of email; opted out email; unsubscribed; unsubscribe; unsubscribed from all email; unsubscribed from email; email unsubscribed; unsubscribed at; unsubscribed on; do not email; donotemail; no email; no emails; don't email; do not mail; abgemeldet; newsletter abgemeldet; e-mail abgemeldet; keine e-mail; keine e-mails; keine mails; e-mail-sperre; mailsperre; désabonné; désinscrit; ne pas envoyer d'e-mail; ne pas envoyer d'email; pas d'e-mail; no enviar correo; no enviar correos; no enviar email; baja; dado de baja; disiscritto; non inviare e-mail; non inviare email; uitgeschreven; niet mailen; geen e-mail; geen mail; afgemeld; avregistrerad"),
        (ImportField.OptOutPhone, "do not call; donotcall; dnc; don't call; no calls; no call; no phone; do not phone; phone opt out; phone optout; call opt out; hasoptedoutofcalls; opted out of calls; nicht anrufen; keine anrufe; kein anruf; anrufsperre; telefonsperre; ne pas appeler; pas d'appel; bloctel; no llamar; non chiamare; non telefonare; niet bellen; bel me niet; ring inte; ikke ring; nie dzwonić; do not text; sms opt out; hasoptedoutofsms"),
        (ImportField.OptOut, "do not contact; donotcontact; don't contact; no contact; do not disturb; opt out; optout; opted out; opt out all; global opt out; opted out of all; hasoptedout; contact opt out; suppressed; suppression; blacklist; blacklisted; blocklist; gdpr objection; nicht kontaktieren; keine kontaktaufnahme; kein kontakt; kontaktsperre; werbesperre; werbewiderspruch; widerspruch; widersprochen; sperrvermerk; gesperrt; ne pas contacter; opposition; no contactar; non contattare; opposizione; niet contacteren; geen contact; niet benaderen; kontakta inte; nie kontaktować; do not market; donotmarket"));

    static readonly FrozenSet<string> Qualifiers = FrozenSet.Create(StringComparer.Ordinal,
    [
        "work", "home", "private", "business", "office", "main", "primary", "secondary", "other", "personal", "direct", "company", "corporate", "contact",
        "person", "value", "address", "number", "mailing", "billing", "alternate", "additional", "lead", "default", "preferred", "current",
        "geschaftlich", "privat", "dienst", "dienstlich", "buro", "zentrale", "arbeit", "weitere", "andere", "haupt", "firma", "adresse",
        "travail", "bureau", "domicile", "pro", "professionnel", "professionnelle", "professionnels", "perso", "personnel", "personnelle", "principal", "principale", "secondaire", "autre",
        "trabajo", "casa", "oficina", "particular", "personale", "lavoro", "ufficio", "principale", "altro", "otro", "werk", "thuis", "prive", "zakelijk", "hoofd",
        "de", "del", "della", "le", "la", "il", "am", "the", "of",
    ]);

    /// <summary>The field that a column's name means; <see cref="ImportField.Fact"/> when it is none of ours.</summary>
    public static ImportField Recognise(string header)
    {
        if (header.Length is 0 or > 80)
            return ImportField.Fact;
        var tokens = Tokens(header);
        if (tokens.Count == 0)
            return ImportField.Fact;
        if (Words.TryGetValue(string.Concat(tokens), out var exact))
            return exact;

        tokens.RemoveAll(token => token.All(char.IsAsciiDigit));
        for (var i = 0; i < tokens.Count; i++)
            tokens[i] = tokens[i].TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        if (Words.TryGetValue(string.Concat(tokens), out var numbered))
            return numbered;

        var about = tokens.Where(token => !Qualifiers.Contains(token)).ToList();
        if (about.Count == 0 || about.Count == tokens.Count || tokens is ["organization" or "organisation" or "deal" or "firma" or "company", ..] && about.Count > 1)
            return ImportField.Fact;
        if (!Words.TryGetValue(string.Concat(about), out var field) || field == ImportField.FullName)
            return ImportField.Fact;
        return IsWay(field) || tokens[0] is "person" or "contact" or "lead" ? field : ImportField.Fact;
    }

    // "Work e-mail" is an e-mail and "Mailing city" a city, but "Address 1 - Label" is not a label of the person.
    static bool IsWay(ImportField field) => field is ImportField.Email or ImportField.Phone or ImportField.Website or ImportField.Street
        or ImportField.City or ImportField.Region or ImportField.PostalCode or ImportField.Country;

    /// <summary>Lower case without accents, blanks and signs: "E-Mail-Adresse" and "email adresse" are the same.</summary>
    public static string Key(string header) => Ascii.IsValid(header) ? PlainKey(header) : string.Concat(Tokens(header));

    // the same, without a word of its own for each word
    static string PlainKey(string header)
    {
        Span<char> key = header.Length <= 256 ? stackalloc char[256] : new char[header.Length];
        var length = 0;
        foreach (var c in header)
            if (char.IsAsciiLetterOrDigit(c))
                key[length++] = char.ToLowerInvariant(c);
        return key[..length].SequenceEqual(header) ? header : key[..length].ToString();
    }

    static List<string> Tokens(string header)
    {
        var tokens = new List<string>();
        var token = new StringBuilder();
        foreach (var c in header.Replace("'", "").Replace("’", "").Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
                continue;
            if (c == 'ß')
                token.Append("ss");
            else if (char.IsLetterOrDigit(c))
                token.Append(char.ToLowerInvariant(c));
            else if (token.Length > 0)
                Flush();
        }
        if (token.Length > 0)
            Flush();
        return tokens;

        void Flush()
        {
            tokens.Add(token.ToString());
            token.Clear();
        }
    }

    static FrozenDictionary<string, ImportField> Table(params (ImportField Field, string Names)[] rows)
    {
        var table = new Dictionary<string, ImportField>(StringComparer.Ordinal);
        foreach (var (field, names) in rows)
            foreach (var name in names.Split(';', StringSplitOptions.TrimEntries))
                table.TryAdd(Key(name), field);
        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
