using System.Text.Json;

namespace Tact.Core.Checks;

/// <summary>Whether an object has the fields it should, each of its kind and within its range.</summary>
internal static class Shape
{
    /// <summary>Checks an object against the description of its fields.</summary>
    public static void Check(Located value, IReadOnlyList<Field> fields, string path, List<Mistake> mistakes)
    {
        if (value.Kind != JsonTokenType.StartObject)
        {
            mistakes.Add(At(value, path, $"Here stands {value.InWords}; write an object with the fields {string.Join(", ", fields.Where(f => f.Required).Select(f => f.Name))}."));
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, key, inner) in value.Fields)
        {
            var field = fields.FirstOrDefault(f => f.Name == name);
            if (field is null)
                mistakes.Add(At(key, Join(path, name), $"There is no field \"{name}\".{Nearest(name, fields.Select(f => f.Name)) ?? $" Take it out; the fields are {string.Join(", ", fields.Select(f => f.Name))}."}"));
            else if (!seen.Add(name))
                mistakes.Add(At(key, Join(path, name), $"\"{name}\" is here twice. Keep one of them."));
            else if (inner.Kind != JsonTokenType.Null)
                Value(inner, field, Join(path, name), mistakes);
            else if (field.Required)
                mistakes.Add(At(inner, Join(path, name), $"\"{name}\" cannot be null. {Cure(field)}"));
        }

        foreach (var field in fields.Where(f => f.Required && !seen.Contains(f.Name)))
            mistakes.Add(At(value, Join(path, field.Name), $"The field \"{field.Name}\" is missing. {Cure(field)}"));
    }

    /// <summary>A mistake at a value.</summary>
    public static Mistake At(Located value, string field, string text) => new(value.Line, value.Column, field, text);

    /// <summary>" Did you mean …?", when one of the words is near; null when none is.</summary>
    public static string? Nearest(string written, IEnumerable<string> words)
    {
        var near = words.Select(word => (Word: word, Far: Far(Plain(written), Plain(word)))).OrderBy(w => w.Far).ThenBy(w => w.Word, StringComparer.Ordinal).FirstOrDefault();
        return near.Word is not null && near.Far <= Math.Max(2, written.Length / 3) && near.Far < near.Word.Length ? $" Did you mean \"{near.Word}\"?" : null;
    }

    private static string Plain(string word) => word.Replace("-", "").Replace("_", "").ToLowerInvariant();

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static void Value(Located value, Field field, string path, List<Mistake> mistakes)
    {
        switch (field.Kind)
        {
            case FieldKind.Line:
                if (value.Kind != JsonTokenType.String || string.IsNullOrWhiteSpace(value.Text) || value.Text.Length > field.Most || value.Text.Any(char.IsControl))
                    mistakes.Add(At(value, path, $"Here stands {value.InWords}. {Cure(field)}"));
                break;
            case FieldKind.Word:
                if (value.Kind != JsonTokenType.String || !field.Words.Contains(value.Text))
                    mistakes.Add(At(value, path, $"\"{field.Name}\" cannot be {value.InWords}.{(value.Kind == JsonTokenType.String ? Nearest(value.Text, field.Words) : null)} {Cure(field)}"));
                break;
            case FieldKind.Whole:
                Whole(value, field, path, mistakes);
                break;
            case FieldKind.Wholes or FieldKind.Objects when value.Kind != JsonTokenType.StartArray:
                mistakes.Add(At(value, path, $"Here stands {value.InWords}; \"{field.Name}\" is a list. {Cure(field)}"));
                break;
            case FieldKind.Wholes or FieldKind.Objects when value.Entries.Count == 0 && (field.Required || field.Kind == FieldKind.Wholes):
                mistakes.Add(At(value, path, $"\"{field.Name}\" is empty. {Cure(field)}"));
                break;
            default:
                var most = field is { Kind: FieldKind.Objects, Most: > 0 } ? field.Most : MostEntries;
                if (value.Entries.Count > most)
                    mistakes.Add(At(value, path, $"\"{field.Name}\" has {value.Entries.Count} entries. Keep to {most}."));
                for (var i = 0; i < value.Entries.Count; i++)
                {
                    if (field.Kind == FieldKind.Wholes)
                        Whole(value.Entries[i], field, $"{path}[{i + 1}]", mistakes);
                    else
                        Check(value.Entries[i], field.Inner, $"{path}[{i + 1}]", mistakes);
                }

                break;
        }
    }

    private const int MostEntries = 30;

    private static void Whole(Located value, Field field, string path, List<Mistake> mistakes)
    {
        if (value.Whole is not { } number)
            mistakes.Add(At(value, path, $"Here stands {value.InWords}. {Cure(field)}"));
        else if (number < field.Least || number > field.Most)
            mistakes.Add(At(value, path, $"{number} is out of range. {Cure(field)}"));
    }

    private static string Cure(Field field) => field.Kind switch
    {
        FieldKind.Line => $"Write a line of text, at most {field.Most} characters.",
        FieldKind.Word => $"Choose one of: {string.Join(", ", field.Words)}.",
        FieldKind.Whole => $"Write a whole number from {field.Least} to {field.Most} ({field.About}).",
        FieldKind.Wholes => $"Write at least one whole number from {field.Least} to {field.Most}, such as [{Math.Max(field.Least, 2)}] ({field.About}).",
        _ => $"Write at least one, each with {string.Join(", ", field.Inner.Where(f => f.Required).Select(f => f.Name))}.",
    };

    /// <summary>How many letters must be changed, added or taken away.</summary>
    private static int Far(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j - 1], above) + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1));
                corner = above;
            }
        }

        return row[b.Length];
    }
}
