using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Tact.Core.Tests;

/// <summary>What the core promises of itself: pure, small, and true to its glossary.</summary>
public partial class GuardTests
{
    private static readonly Assembly Core = typeof(Names).Assembly;

    [Fact]
    public void The_core_needs_only_NodaTime_and_the_base_library() =>
        Core.GetReferencedAssemblies().Select(a => a.Name!)
            .Where(name => name != "NodaTime" && name is not ("System.Runtime" or "System.Collections" or "System.Linq" or "System.Text.Json" or "System.Memory" or "System.Globalization" or "System.Text.Encodings.Web" or "System.Text.RegularExpressions" or "System.Collections.Immutable" or "System.Runtime.InteropServices"))
            .ShouldBeEmpty();

    [Fact]
    public void The_core_waits_for_nothing() =>
        Core.GetTypes().SelectMany(t => t.GetMethods(Everything))
            .Where(m => m.GetCustomAttribute<AsyncStateMachineAttribute>() is not null || typeof(Task).IsAssignableFrom(m.ReturnType) || m.ReturnType.Name.StartsWith("ValueTask", StringComparison.Ordinal))
            .Select(m => $"{m.DeclaringType}.{m.Name}").ShouldBeEmpty();

    [Fact]
    public void The_core_keeps_nothing_between_calls() =>
        Core.GetTypes().Where(t => !t.Name.Contains('<'))
            .SelectMany(t => t.GetFields(Everything).Where(f => f is { IsStatic: true, IsLiteral: false, IsInitOnly: false }))
            .Select(f => $"{f.DeclaringType}.{f.Name}").ShouldBeEmpty();

    [Fact]
    public void Written_names_are_read_back_and_none_is_used_twice()
    {
        Check<Channel>();
        Check<Outcome>();
        Check<Direction>();
        Check<Situation>();
        Check<FollowUpState>();
        Check<TodayKind>();
        Check<StopScope>();
        Check<StallReason>();
        Check<OverrideReason>();
        Check<Library.AssetKind>();

        static void Check<T>()
            where T : struct, Enum
        {
            Names.All<T>().Distinct().Count().ShouldBe(Enum.GetValues<T>().Length);
            foreach (var word in Enum.GetValues<T>())
            {
                Names.Read<T>(Names.Of(word)).ShouldBe(word);
                Names.TryRead<T>(Names.Of(word).Replace('-', '_').ToUpperInvariant(), out var read).ShouldBeTrue();
                read.ShouldBe(word);
            }

            Names.TryRead<T>("nonsense", out _).ShouldBeFalse();
            Names.TryRead<T>(null, out _).ShouldBeFalse();
        }
    }

    /// <summary>docs/words.md explains every written word of the contracts, and no word that the code does not know.</summary>
    [Fact]
    public void The_glossary_is_true_to_the_code()
    {
        var glossary = Find("docs/words.md");
        Assert.SkipWhen(glossary is null, "docs/words.md does not lie above the test program.");
        foreach (var (heading, words) in new (string, IReadOnlyList<string>)[]
        {
            ("Channels", Names.All<Channel>()), ("Outcomes", Names.All<Outcome>()), ("Situations", Names.All<Situation>()), ("States", Names.All<FollowUpState>()),
            ("Kinds", [.. Names.All<TodayKind>().Skip(1)]), ("Scopes", Names.All<StopScope>()), ("Stall reasons", Names.All<StallReason>()), ("Reasons to overrule", Names.All<OverrideReason>()),
            ("Presets", [.. PolicyFiles.Presets.Keys]), ("Cadences", [.. PolicyFiles.Cadences.Keys]), ("Verdicts", Names.All<Etiquette.VerdictKind>()), ("Intents", Names.All<Cadences.Intent>()), ("After an outcome", Names.All<Cadences.Then>()),
            ("Kinds of assets", Names.All<Library.AssetKind>()), ("Habits", Simulation.Contender.Habits), ("Conditions", Names.All<Core.Homework.Condition>()), ("Parts", Names.All<Core.Homework.Part>()),
        })
        {
            var section = Regex.Match(glossary, $@"^## {Regex.Escape(heading)}\b.*?$(.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value;
            Rows().Matches(section).Select(m => m.Groups[1].Value).ShouldBe(words, ignoreOrder: true, customMessage: heading);
        }

        foreach (var stall in FollowUps.StallReasons.All.Where(s => s.PatienceDays > 0))
            glossary.ShouldContain($"| `{Names.Of(stall.Reason)}` | {stall.Id} | {stall.PatienceDays} days");
    }

    private const BindingFlags Everything = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static string? Find(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, file)))
                return File.ReadAllText(Path.Combine(folder.FullName, file));
        }

        return null;
    }

    [GeneratedRegex(@"^\| `([a-z0-9-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Rows();
}
