namespace Tact.BrowserTests.Support;

/// <summary>The files that journeys import.</summary>
public static class Files
{
    /// <summary>Twenty thousand people where the shared files are at hand; else the first sixty of them, written anew.</summary>
    public static (string Path, int People) ManyPeople(string folder)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            foreach (var shared in new[] { Path.Combine(at.FullName, "corpora"), Path.Combine(at.FullName, "shared", "corpora") })
            {
                var file = Path.Combine(shared, "csv-exports", "large_20000_contacts.csv");
                if (File.Exists(file))
                    return (file, 20_000);
            }
        }

        const int people = 60;
        var written = Path.Combine(folder, "sixty_contacts.csv");
        File.WriteAllLines(written, Enumerable.Range(0, people).Select(i => $"Given{i},Family{i},p{i}@c{i}.example,Company {i},+1 312 555 {i:0000}").Prepend("First Name,Last Name,Email,Company,Phone"));
        return (written, people);
    }
}
