using System.Text;

namespace Tact.Core.Outbox;

/// <summary>A text with its merge fields filled in.</summary>
/// <param name="Text">The text; a field that could not be filled stands there as it was written.</param>
/// <param name="Missing">Fields that exist but are empty for this person, in order, once each.</param>
/// <param name="Unknown">Names in double braces that are no fields.</param>
/// <param name="Broken">What is wrong with its conditions, a sentence each.</param>
public sealed record Merged(string Text, IReadOnlyList<string> Missing, IReadOnlyList<string> Unknown, IReadOnlyList<string> Broken)
{
    /// <summary>Whether every field was filled and every condition is closed.</summary>
    public bool IsWhole => Missing.Count == 0 && Unknown.Count == 0 && Broken.Count == 0;
}

/// <summary>
/// Fills <c>{{contact.given}}</c> and its like, and leaves out what stands between <c>{{#if contact.company}}</c>, <c>{{else}}</c> and <c>{{/if}}</c> when it does not
/// hold; <c>{{#unless …}}</c> is the other way round. Nothing else of Handlebars. An empty value is never written (METHOD B6: never "Hi ,").
/// </summary>
public static class MergeText
{
    private const int LongestName = 40;

    /// <summary>Fills a text. <paramref name="known"/> holds every field there is; null or blank where it is not known of this person.</summary>
    public static Merged Fill(string text, IReadOnlyDictionary<string, string?> known)
    {
        var filling = new Filling(text, known);
        filling.Run();
        return filling.Merged;
    }

    /// <summary>A condition that is open: its word, its field, whether it held, and whether what stands now is written.</summary>
    private sealed record Condition(string Word, string Field, bool Held, bool Shown, bool InElse);

    private sealed class Filling(string text, IReadOnlyDictionary<string, string?> known)
    {
        private readonly StringBuilder filled = new(text.Length + 64);
        private readonly List<string> missing = [];
        private readonly List<string> unknown = [];
        private readonly List<string> broken = [];
        private readonly Stack<Condition> open = [];

        public Merged Merged => new(filled.ToString(), missing, unknown, broken);

        private bool IsShown => open.Count == 0 || open.Peek().Shown;

        public void Run()
        {
            var at = 0;
            while (text.IndexOf("{{", at, StringComparison.Ordinal) is >= 0 and var start)
            {
                var close = text.IndexOf("}}", start + 2, StringComparison.Ordinal);
                var name = close < 0 ? "" : text[(start + 2)..close].Trim();
                if (close < 0 || name.Length is 0 or > LongestName || name.Contains('\n', StringComparison.Ordinal))
                {
                    // braces that enclose no name: whoever wrote them shall look at them
                    Note(unknown, "{{");
                    Write(at, start + 2);
                    at = start + 2;
                    continue;
                }

                var next = close + 2;
                if (IsOfCondition(name))
                {
                    var (from, until) = OwnLine(start, next);
                    Write(at, Math.Max(at, from));
                    Turn(name);
                    at = until;
                    continue;
                }

                Write(at, start);
                Field(name, start, next);
                at = next;
            }

            Write(at, text.Length);
            foreach (var left in open)
                Note(broken, $"{{{{#{left.Word} {left.Field}}}}} is not closed. Write {{{{/{left.Word}}}}} where it ends.");
        }

        private void Write(int from, int until)
        {
            if (IsShown && until > from)
                filled.Append(text, from, until - from);
        }

        private void Field(string name, int start, int end)
        {
            var isField = known.TryGetValue(name, out var value);
            if (!isField)
                Note(unknown, name);
            if (!IsShown)
                return;
            if (isField && string.IsNullOrWhiteSpace(value))
                Note(missing, name);
            filled.Append(string.IsNullOrWhiteSpace(value) ? text.AsSpan(start, end - start) : value.Trim());
        }

        private static bool IsOfCondition(string name) => name is "else" or "/if" or "/unless" || name.StartsWith("#if ", StringComparison.Ordinal) || name.StartsWith("#unless ", StringComparison.Ordinal);

        private void Turn(string name)
        {
            if (name[0] == '#')
            {
                var word = name[1..name.IndexOf(' ', StringComparison.Ordinal)];
                var field = name[(word.Length + 2)..].Trim();
                if (!known.TryGetValue(field, out var value))
                    Note(unknown, field);
                var held = string.IsNullOrWhiteSpace(value) == (word == "unless");
                open.Push(new Condition(word, field, held, IsShown && held, InElse: false));
                return;
            }

            if (open.Count == 0 || (name == "else" ? open.Peek().InElse : open.Peek().Word != name[1..]))
            {
                Note(broken, $"{{{{{name}}}}} has no {{{{#{(name == "/unless" ? "unless" : "if")} …}}}} before it.");
                return;
            }

            var now = open.Pop();
            if (name == "else")
                open.Push(now with { Shown = IsShown && !now.Held, InElse = true });
        }

        /// <summary>A mark of a condition that stands alone on its line takes the line with it.</summary>
        private (int From, int Until) OwnLine(int start, int end)
        {
            var (from, until) = (start, end);
            while (from > 0 && text[from - 1] is ' ' or '\t')
                from--;
            while (until < text.Length && text[until] is ' ' or '\t' or '\r')
                until++;
            var alone = (from == 0 || text[from - 1] == '\n') && (until == text.Length || text[until] == '\n');
            return !alone ? (start, end) : (from, until == text.Length ? until : until + 1);
        }

        private static void Note(List<string> names, string name)
        {
            if (!names.Contains(name))
                names.Add(name);
        }
    }
}
