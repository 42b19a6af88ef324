namespace Tact.Core.Mail;

/// <summary>One recipient's fields of a delivery status (RFC 3464): the address, what was done, the status and what the other server said.</summary>
internal sealed record StatusFields(string Address, string? FinalAddress, string Action, string? Status, string Diagnostic);

/// <summary>Reads message/delivery-status and message/feedback-report: blocks of fields parted by empty lines.</summary>
internal static class StatusReport
{
    private const int MostRecipients = 200;

    /// <summary>The recipients of a delivery status.</summary>
    public static List<StatusFields> Recipients(string text)
    {
        List<StatusFields> all = [];
        foreach (var block in Blocks(text))
        {
            var final = Address(First(block, "final-recipient"));
            var original = Address(First(block, "original-recipient"));
            var action = (First(block, "action") ?? "").Trim().ToLowerInvariant();
            if (final is null && original is null)
                continue;
            var address = original is { } meant && meant.Contains('@') ? meant : final ?? original!;
            if (all.Count < MostRecipients && !all.Exists(one => one.Address.Equals(address, StringComparison.OrdinalIgnoreCase)))
                all.Add(new StatusFields(address, final, action, First(block, "status"), Unlabelled(First(block, "diagnostic-code"))));
        }

        return all;
    }

    /// <summary>The fields of a report that is about one mail: the first block that has any.</summary>
    public static List<(string Name, string Value)> Fields(string text) => [.. Blocks(text).SelectMany(block => block)];

    /// <summary>The first value of a field, its name in lower case.</summary>
    public static string? First(List<(string Name, string Value)> fields, string name)
    {
        foreach (var field in fields)
        {
            if (field.Name == name)
                return field.Value;
        }

        return null;
    }

    private static List<List<(string Name, string Value)>> Blocks(string text)
    {
        List<List<(string, string)>> blocks = [];
        List<(string Name, string Value)> block = [];
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            var line = raw.TrimEnd();
            if (line.IsEmpty)
            {
                Close();
                continue;
            }

            if (raw[0] is ' ' or '\t')
            {
                if (block.Count > 0 && block[^1].Value.Length < 4000)
                    block[^1] = (block[^1].Name, $"{block[^1].Value} {line.Trim()}");
                continue;
            }

            var colon = line.IndexOf(':');
            if (colon > 0 && colon < 60)
                block.Add((line[..colon].Trim().ToString().ToLowerInvariant(), line[(colon + 1)..].Trim().ToString()));
            else if (block.Count > 0 && block[^1].Value.Length < 4000)
                block[^1] = (block[^1].Name, $"{block[^1].Value} {line}");
        }

        Close();
        return blocks;

        void Close()
        {
            if (block.Count > 0 && blocks.Count < MostRecipients * 2)
                blocks.Add(block);
            block = [];
        }
    }

    // "rfc822; <ada@example.org>"
    private static string? Address(string? value)
    {
        if (value is null)
            return null;
        var semicolon = value.IndexOf(';');
        var address = (semicolon >= 0 ? value[(semicolon + 1)..] : value).Trim().Trim('<', '>', '"', ' ');
        return address.Length is > 0 and < 400 ? address : null;
    }

    // "smtp; 550 5.1.1 …": the kind of code goes, except that a program on their machine spoke
    private static string Unlabelled(string? value)
    {
        if (value is null)
            return "";
        var semicolon = value.IndexOf(';');
        if (semicolon is < 1 or > 40)
            return value;
        return value[..semicolon].Trim().Equals("x-unix", StringComparison.OrdinalIgnoreCase) ? $"command output: {value[(semicolon + 1)..].Trim()}" : value[(semicolon + 1)..].Trim();
    }
}
