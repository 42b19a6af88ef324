using System.Text;
using NodaTime;
using Tact.Imports;
using Xunit;

namespace Tact.Tests.Imports;

/// <summary>Reads text or bytes as an import would, on 22 July 2026 in Berlin.</summary>
static class Reading
{
    public static readonly ReadingPlace Place = new(new LocalDate(2026, 7, 22), DateTimeZoneProviders.Tzdb["Europe/Berlin"]);

    public static ImportFile Open(string text, ImportMapping? mapping = null, ReadingPlace? place = null) =>
        Open(Encoding.UTF8.GetBytes(text), mapping, place);

    public static ImportFile Open(byte[] bytes, ImportMapping? mapping = null, ReadingPlace? place = null) =>
        ImportFile.Open(() => new MemoryStream(bytes, writable: false), mapping ?? ImportMapping.Automatic, place ?? Place);

    public static List<ImportRow> Rows(string text, ImportMapping? mapping = null, ReadingPlace? place = null) => [.. Open(text, mapping, place).Rows()];

    public static ImportRow Row(string text, ReadingPlace? place = null) => Rows(text, place: place).Single();

    /// <summary>The folder of third-party material beside the repository; null where it is not there.</summary>
    public static string? Corpora
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
                if (File.Exists(Path.Combine(folder.FullName, "Tact.slnx")))
                    return Path.Combine(folder.Parent!.FullName, "shared", "corpora") is var found && Directory.Exists(found) ? found : null;
            return null;
        }
    }

    public static ImportFile OpenCorpus(params string[] path)
    {
        Assert.SkipWhen(Corpora is null, "the corpora are not beside the repository");
        return ImportFile.Open(Path.Combine([Corpora!, .. path]), ImportMapping.Automatic, Place);
    }
}
