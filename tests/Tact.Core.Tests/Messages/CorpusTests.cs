using Shouldly;
using Tact.Core.Messages;
using Xunit;

namespace Tact.Core.Tests.Messages;

/// <summary>The drafts of the corpora beside the project, where they are.</summary>
public sealed class CorpusTests
{
    [Fact]
    public void Drafts_of_the_corpora_are_judged_as_labelled()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Tact.slnx")))
            folder = folder.Parent;
        var file = Path.Combine(folder?.Parent?.FullName ?? "", "shared", "corpora", "linter-messages", "cases.json");
        Assert.SkipUnless(File.Exists(file), "The corpora are not here.");
        foreach (var draft in LabelledDraft.Read(File.ReadAllText(file)))
            string.Join("; ", draft.Wrong(draft.Look(Tuning.None))).ShouldBe("", draft.Id);
    }
}
