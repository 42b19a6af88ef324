using CsvHelper;

namespace Tact.Exports;

/// <summary>
/// Writes CSV that spreadsheets open as text: a cell that begins with a formula sign (=, +, -, @, tab, carriage return) gets a quote mark in
/// front, which an import of ours takes off again. UTF-8 with mark, so that Excel reads the letters.
/// </summary>
public sealed class CsvExport(Stream stream) : IDisposable
{
    readonly CsvWriter writer = CsvWriter.Create(
        stream,
        new CsvWriterOptions { Injection = CsvInjection.Escape, InjectionEscape = '\'', WriteByteOrderMark = true },
        leaveOpen: true);

    /// <summary>Writes one record; every record has as many values as the first.</summary>
    public void Write(params ReadOnlySpan<string?> values)
    {
        foreach (var value in values)
            writer.WriteField(value);
        writer.EndRecord();
    }

    public void Dispose()
    {
        writer.Flush();
        writer.Dispose();
    }
}
