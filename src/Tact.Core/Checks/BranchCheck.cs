using Tact.Core.Cadences;

namespace Tact.Core.Checks;

/// <summary>What can be wrong with the branches of a cadence whose fields can all be read.</summary>
internal static class BranchCheck
{
    private static readonly Dictionary<Channel, Outcome> ReachedBy = new() { [Channel.Call] = Outcome.Voicemail };

    /// <summary>Steps with an intent, a gap and branches, of a list that can be read.</summary>
    public static List<Step> StepsOf(Located list) => list.Entries.ConvertAll(step => new Step(Names.Read<Channel>(step["channel"]!.Text), Names.Read<Intent>(step["intent"]!.Text), step["gap"]!.Whole!.Value, "")
    {
        Name = step["name"]?.Text, On = step["on"]?.Entries.ConvertAll(BranchOf),
    });

    /// <summary>Looks at every branch, of the steps and of the cadence as a whole.</summary>
    public static void Of(Located root, List<Mistake> mistakes)
    {
        var whole = root["on"]?.Entries.ConvertAll(BranchOf) ?? [];
        Each(root["on"], "on", mistakes, (place, branch, path) =>
        {
            if (branch.Then == Then.Step)
                mistakes.Add(Shape.At(place, $"{path}.then", "A branch of the whole cadence cannot lead to one step: it would lead back from those behind it. Put it to the steps it is meant for, or write another \"then\"."));
        });
        foreach (var list in (string[])["steps", "laterSteps"])
        {
            if (root[list] is not { } places)
                continue;
            Named(places, list, mistakes);
            var steps = StepsOf(places);
            for (var i = 0; i < steps.Count; i++)
            {
                var at = i;
                Each(places.Entries[i]["on"], $"{list}[{i + 1}].on", mistakes, (place, branch, path) => InStep(steps, at, place, branch, path, mistakes));
                TwoAtMost(places.Entries[i], steps[i], whole, $"{list}[{i + 1}]", mistakes);
            }
        }
    }

    private static void Each(Located? list, string path, List<Mistake> mistakes, Action<Located, Branch, string> more)
    {
        var seen = new HashSet<Outcome>();
        for (var i = 0; i < list?.Entries.Count; i++)
        {
            var (place, branch, here) = (list.Entries[i], BranchOf(list.Entries[i]), $"{path}[{i + 1}]");
            if (!seen.Add(branch.Outcome))
                mistakes.Add(Shape.At(place["outcome"]!, $"{here}.outcome", $"\"{Names.Of(branch.Outcome)}\" is here twice: nobody could tell which counts. Keep one of them."));
            var (open, because) = Branches.After(branch.Outcome);
            if (!open.Contains(branch.Then))
            {
                mistakes.Add(Shape.At(place["then"]!, $"{here}.then", $"After \"{Names.Of(branch.Outcome)}\" there cannot come \"{Names.Of(branch.Then)}\": {because}. Write {string.Join(" or ", open.Select(then => $"\"{Names.Of(then)}\""))}, or take this branch out."));
                continue;
            }

            Fields(place, branch, here, mistakes);
            more(place, branch, here);
        }
    }

    /// <summary>Fields that a branch needs, and those that would say nothing.</summary>
    private static void Fields(Located place, Branch branch, string path, List<Mistake> mistakes)
    {
        if (branch.Then is Then.SameDay or Then.OtherChannel && branch.Channel is null)
            mistakes.Add(Shape.At(place, $"{path}.channel", $"\"{Names.Of(branch.Then)}\" needs a channel. Add \"channel\", such as \"email\"."));
        if (branch.Then == Then.Step && branch.Step is null)
            mistakes.Add(Shape.At(place, $"{path}.step", "\"step\" needs the name of a step. Add \"step\", and give that step a \"name\"."));
        string[] may = branch.Then switch
        {
            Then.SameDay => ["channel", "say", "offer"],
            Then.OtherChannel => ["channel", "gap", "say", "offer"],
            Then.Again => ["gap", "say", "offer"],
            Then.Step => ["step"],
            _ => [],
        };
        foreach (var (name, key, _) in place.Fields)
        {
            if (name is not ("outcome" or "then") && !may.Contains(name))
                mistakes.Add(Shape.At(key, $"{path}.{name}", $"\"{name}\" says nothing with \"{Names.Of(branch.Then)}\"{(branch.Then == Then.Step && name == "gap" ? ": the step's own gap counts" : "")}. Take it out."));
        }
    }

    private static void InStep(List<Step> steps, int at, Located place, Branch branch, string path, List<Mistake> mistakes)
    {
        if (branch.Then is Then.SameDay or Then.OtherChannel && branch.Channel == steps[at].Channel)
            mistakes.Add(Shape.At(place["channel"]!, $"{path}.channel", $"The step goes by {Names.Of(steps[at].Channel)} already. Choose another channel."));
        if (branch is not { Then: Then.Step, Step: { } name })
            return;
        var target = Branches.Target(steps, name);
        var names = steps.Skip(at + 1).Select(step => step.Name).OfType<string>().ToList();
        if (target < 0)
            mistakes.Add(Shape.At(place["step"]!, $"{path}.step", $"There is no step \"{name}\" in this list.{Shape.Nearest(name, names)} {(names.Count == 0 ? "Give a later step a \"name\", and write it here." : $"Choose one of: {string.Join(", ", names)}.")}"));
        else if (target <= at)
            mistakes.Add(Shape.At(place["step"]!, $"{path}.step", $"\"{name}\" does not come later than this step, so the cadence would go round in a loop and never end. {(names.Count == 0 ? "Take the branch out." : $"Choose one of: {string.Join(", ", names)}.")}"));
    }

    /// <summary>An approach has two contacts at most: what goes with it brings nothing along itself.</summary>
    private static void TwoAtMost(Located place, Step step, List<Branch> whole, string path, List<Mistake> mistakes)
    {
        var all = (step.On ?? []).Concat(whole.Where(branch => step.On?.Any(own => own.Outcome == branch.Outcome) != true)).Where(branch => branch.Then == Then.SameDay).ToList();
        foreach (var branch in all)
        {
            var reached = ReachedBy.GetValueOrDefault(branch.Channel ?? Channel.Email, Outcome.Sent);
            if (all.Exists(next => next.Outcome == reached && next.Channel != branch.Channel))
                mistakes.Add(Shape.At(place, path, $"After \"{Names.Of(branch.Outcome)}\" goes a contact by {Names.Of(branch.Channel ?? Channel.Email)} the same day, and after that another: an approach has two contacts at most. Take one \"same-day\" out."));
        }
    }

    private static void Named(Located places, string list, List<Mistake> mistakes)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < places.Entries.Count; i++)
        {
            if (places.Entries[i]["name"] is { } name && !seen.Add(name.Text))
                mistakes.Add(Shape.At(name, $"{list}[{i + 1}].name", $"Two steps are named \"{name.Text}\": nobody could tell which is meant. Give one another name."));
        }
    }

    private static Branch BranchOf(Located branch) => new(Names.Read<Outcome>(branch["outcome"]!.Text), Names.Read<Then>(branch["then"]!.Text))
    {
        Channel = branch["channel"] is { } channel ? Names.Read<Channel>(channel.Text) : null, Step = branch["step"]?.Text, Gap = branch["gap"]?.Whole,
    };
}
