using System.Globalization;
using Tact.Accounts;
using Tact.Core;
using Tact.Storage;

namespace Tact.Library;

/// <summary>What a file of assets brought.</summary>
/// <param name="Rows">Rows in it.</param>
/// <param name="Added">New assets.</param>
/// <param name="Changed">Assets of the same title that were different.</param>
/// <param name="Unchanged">Assets that were the same already.</param>
public sealed record AssetsImported(int Rows, int Added, int Changed, int Unchanged);

/// <summary>
/// Brings in a CSV file of assets. Every row is looked at before anything is kept: with one mistake nothing is, and each is named with
/// its line. A title that is there already is brought up to date; an empty cell leaves what is known. The same file again changes nothing.
/// </summary>
public static class ImportAssets
{
    /// <summary>Rows in one file: they are kept in one transaction, and nobody's touch should wait long for it.</summary>
    public const int MostRows = 2000;

    /// <summary>Bytes of a file.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    private const int MostProblems = 200;

    /// <summary>Brings it in.</summary>
    public static Result<AssetsImported> Run(Workspace workspace, Actor actor, byte[] content)
    {
        if (content.Length > MostBytes)
            return Result<AssetsImported>.Wrong("file", $"A file may have {MostBytes / 1024 / 1024} MB. Divide it.");
        return AssetFileReader.Read(content).Then(lines => Keep(workspace, actor, lines));
    }

    private static Result<AssetsImported> Keep(Workspace workspace, Actor actor, List<AssetLine> lines)
    {
        try
        {
            return workspace.Data.Write(session =>
            {
                var result = In(session, workspace, actor, lines);
                // nothing of a file with mistakes is kept
                return result is Result<AssetsImported>.Ok ? result : throw new HasMistakes(result);
            });
        }
        catch (HasMistakes mistakes)
        {
            return mistakes.Result;
        }
    }

    private static Result<AssetsImported> In(Session session, Workspace workspace, Actor actor, List<AssetLine> lines)
    {
        var problems = new List<Problem>();
        var titles = new Dictionary<string, long>(StringComparer.Ordinal);
        var (added, changed) = (0, 0);
        foreach (var (line, input) in lines)
        {
            var key = Folded.Text(input.Title);
            if (key.Length > 0 && !titles.TryAdd(key, line))
            {
                Say(line, "title", $"Line {titles[key]} has the same title.");
                continue;
            }

            var known = key.Length == 0 ? null : session.Scalar<long?>("select id from assets where title_key = @key", new { key });
            switch (SaveAsset.In(session, workspace, actor, known, input))
            {
                case Result<(long, bool)>.Ok { Value: var (_, different) }:
                    added += known is null ? 1 : 0;
                    changed += known is not null && different ? 1 : 0;
                    break;
                case Result<(long, bool)>.Invalid invalid:
                    foreach (var problem in invalid.Problems)
                        Say(line, problem.Field, problem.Text);
                    break;
                case Result<(long, bool)>.Refused refused:
                    Say(line, "title", refused.Why);
                    break;
            }
        }

        if (lines.Count == 0)
            problems.Add(new Problem("file", "The file has a line of column names, and nothing below it."));
        return problems.Count > 0 ? new Result<AssetsImported>.Invalid(problems) : new AssetsImported(lines.Count, added, changed, lines.Count - added - changed);

        void Say(long line, string field, string text)
        {
            if (problems.Count < MostProblems)
                problems.Add(new Problem($"line {line.ToString(CultureInfo.InvariantCulture)}, {field}", text));
        }
    }

    private sealed class HasMistakes(Result<AssetsImported> result) : Exception
    {
        public Result<AssetsImported> Result => result;
    }
}
