namespace Tact.Imports;

/// <summary>Whose export a file is, told by its columns; decides the few names that mean different things in different programs.</summary>
public enum ExportLayout
{
    /// <summary>None that we know: columns are understood one by one.</summary>
    Other,
    Google,
    Outlook,
    LinkedIn,
    HubSpot,
    Salesforce,
    Pipedrive,
}

static class ExportLayouts
{
    /// <summary>The layout whose telling columns are all there.</summary>
    public static ExportLayout Recognise(IReadOnlyList<string> headers)
    {
        var keys = headers.Select(HeaderWords.Key).ToHashSet(StringComparer.Ordinal);
        bool All(params string[] names) => names.All(keys.Contains);
        bool Any(params string[] names) => names.Any(keys.Contains);

        if (headers.Any(header => header.StartsWith("Person - ", StringComparison.OrdinalIgnoreCase)))
            return ExportLayout.Pipedrive;
        if (Any("email1value", "groupmembership") || All("organizationname", "labels") || All("phone1value", "labels"))
            return ExportLayout.Google;
        if (All("connectedon") && Any("url", "position"))
            return ExportLayout.LinkedIn;
        if (All("recordid") && Any("lifecyclestage", "contactowner", "leadstatus", "marketingcontactstatus"))
            return ExportLayout.HubSpot;
        if (Any("businessstreet", "businessphone", "telefongeschaftlich", "strassegeschaftlich", "telephonebureau", "rueprofessionnel") && Any("emailaddress", "emailadresse", "adressedemessagerie"))
            return ExportLayout.Outlook;
        if (All("accountname") && Any("leadsource", "lastactivity", "mailingstreet", "contactowner", "contactid", "emailoptout") || Any("hasoptedoutofemail", "accountid"))
            return ExportLayout.Salesforce;
        return ExportLayout.Other;
    }

    /// <summary>The meaning of each column: what the person said, else what the layout says, else what the name says.</summary>
    public static ImportField[] Fields(IReadOnlyList<string> headers, ExportLayout layout, ImportMapping mapping)
    {
        var said = new Dictionary<string, ImportField>(StringComparer.OrdinalIgnoreCase);
        foreach (var (column, field) in mapping.Columns)
            said[column.Trim()] = field;

        var fields = headers.Select(header => said.TryGetValue(header.Trim(), out var field) ? field : HeaderWords.Recognise(header)).ToArray();
        var keys = headers.Select(HeaderWords.Key).ToArray();
        var hasOtherRole = keys.Where((key, i) => key != "title" && fields[i] == ImportField.Role).Any();
        for (var i = 0; i < fields.Length; i++)
        {
            if (said.ContainsKey(headers[i].Trim()))
                continue;
            fields[i] = keys[i] switch
            {
                "title" when hasOtherRole || layout == ExportLayout.Outlook => ImportField.Prefix,
                "name" when layout == ExportLayout.Salesforce && !fields.Contains(ImportField.Company) && fields.Contains(ImportField.FamilyName) => ImportField.Company,
                // In French "Nom" alone is the whole name; beside "Prénom" it is the family name. Likewise "Nombre", "Nome".
                "nom" when !fields.Contains(ImportField.GivenName) => ImportField.FullName,
                "nombre" or "nome" when !fields.Contains(ImportField.FamilyName) => ImportField.FullName,
                "organizationaddress" or "companyaddress" => ImportField.Fact,
                _ => fields[i],
            };
        }
        return fields;
    }
}
