using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Tact.Imports;

/// <summary>How the letters of a file are written, found by looking at all of its bytes.</summary>
/// <param name="Encoding">The encoding to read it with.</param>
/// <param name="Name">Its usual name, for the person.</param>
/// <param name="Guessed">True when the bytes allow several readings, so that the person should look at the names.</param>
/// <param name="Damaged">How many places of a UTF-8 file are not readable.</param>
public sealed record FileEncoding(Encoding Encoding, string Name, bool Guessed, long Damaged)
{
    static readonly (string Name, int CodePage)[] Legacy =
        [("windows-1252", 1252), ("windows-1250", 1250), ("windows-1251", 1251), ("macintosh", 10000), ("ibm850", 850)];

    /// <summary>The encoding a person named; null when there is none of that name.</summary>
    public static FileEncoding? Named(string name)
    {
        try
        {
            var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
            return new(encoding, encoding.WebName, false, 0);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Reads the stream from where it stands to its end and says how it is written.</summary>
    public static FileEncoding Detect(Stream stream)
    {
        var buffer = new byte[128 * 1024];
        var evidence = new MemoryStream();
        var head = stream.ReadAtLeast(buffer, 4, throwOnEndOfStream: false);
        if (FromMark(buffer.AsSpan(0, head)) is { } marked)
            return marked;
        if (FromNuls(buffer.AsSpan(0, head)) is { } wide)
            return wide;

        long good = 0, bad = 0;
        var kept = head;
        while (kept > 0)
        {
            var bytes = buffer.AsSpan(0, kept);
            if (evidence.Length < 64 * 1024)
                KeepWordsWithHighBytes(bytes, evidence);
            var rest = CountSequences(bytes, ref good, ref bad);
            bytes[^rest..].CopyTo(buffer);
            var read = stream.Read(buffer.AsSpan(rest));
            if (read == 0)
                break; // A sequence cut off by the end of the file is the truncation's fault, not the encoding's.
            kept = rest + read;
        }

        if (bad == 0 || good > bad * 20)
            return new(new UTF8Encoding(false), "utf-8", false, bad);
        return Best(evidence.ToArray());
    }

    static FileEncoding? FromMark(ReadOnlySpan<byte> head) => head switch
    {
        [0xEF, 0xBB, 0xBF, ..] => new(new UTF8Encoding(true), "utf-8 with mark", false, 0),
        [0xFF, 0xFE, 0, 0, ..] => new(Encoding.UTF32, "utf-32", false, 0),
        [0xFF, 0xFE, ..] => new(Encoding.Unicode, "utf-16 little-endian", false, 0),
        [0xFE, 0xFF, ..] => new(Encoding.BigEndianUnicode, "utf-16 big-endian", false, 0),
        _ => null,
    };

    static FileEncoding? FromNuls(ReadOnlySpan<byte> head)
    {
        head = head[..(Math.Min(head.Length, 4096) & ~1)];
        int even = 0, odd = 0;
        for (var i = 0; i < head.Length; i++)
            if (head[i] == 0)
                _ = (i & 1) == 0 ? even++ : odd++;
        if (head.Length < 8)
            return null;
        if (odd > head.Length / 4 && even <= head.Length / 100)
            return new(new UnicodeEncoding(false, false), "utf-16 little-endian", false, 0);
        if (even > head.Length / 4 && odd <= head.Length / 100)
            return new(new UnicodeEncoding(true, false), "utf-16 big-endian", false, 0);
        return null;
    }

    // Returns how many bytes at the end belong to a sequence that may go on in the next block.
    static int CountSequences(ReadOnlySpan<byte> bytes, ref long good, ref long bad)
    {
        while (!bytes.IsEmpty)
        {
            var high = bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (high < 0)
                return 0;
            bytes = bytes[high..];
            switch (Rune.DecodeFromUtf8(bytes, out _, out var length))
            {
                case System.Buffers.OperationStatus.Done:
                    good++;
                    break;
                case System.Buffers.OperationStatus.NeedMoreData:
                    return bytes.Length;
                default:
                    bad++;
                    break;
            }
            bytes = bytes[length..];
        }
        return 0;
    }

    static void KeepWordsWithHighBytes(ReadOnlySpan<byte> bytes, MemoryStream evidence)
    {
        foreach (var range in bytes.SplitAny(" ,;\t|\r\n\""u8))
        {
            var word = bytes[range];
            if (word.IndexOfAnyInRange((byte)0x80, (byte)0xFF) < 0 || word.Length > 64)
                continue;
            evidence.Write(word);
            evidence.WriteByte((byte)' ');
        }
    }

    static FileEncoding Best(byte[] evidence)
    {
        var best = Legacy
            .Select(candidate => (candidate.Name, Encoding: CodePagesEncodingProvider.Instance.GetEncoding(candidate.CodePage)!))
            .Select(candidate => (candidate.Name, candidate.Encoding, Oddities: Oddities(candidate.Encoding.GetString(evidence))))
            .MinBy(candidate => candidate.Oddities);
        return new(best.Encoding, best.Name, true, 0);
    }

    // What no language writes: a symbol or a capital inside a word, three accented Latin letters in a row, two scripts in one word.
    static int Oddities(string text)
    {
        var oddities = 0;
        var run = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c < 0x80)
            {
                run = 0;
                continue;
            }
            var before = i > 0 ? text[i - 1] : ' ';
            var after = i + 1 < text.Length ? text[i + 1] : ' ';
            var cyrillic = c is >= '\u0400' and <= '\u04FF';
            var category = char.GetUnicodeCategory(c);
            if (category is UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned || c == '\uFFFD')
                oddities += 4;
            else if (!char.IsLetter(c))
                oddities += char.IsLetter(before) && char.IsLetter(after) && c is not ('’' or '‘' or '–') ? 3 : 0;
            else if (cyrillic)
                oddities += char.IsAsciiLetter(before) || char.IsAsciiLetter(after) ? 3 : 0;
            else if (char.IsUpper(c) && (char.IsLower(before) || char.IsLetter(before) && char.IsLower(after)))
                oddities += 2;
            run = char.IsLetter(c) && !cyrillic ? run + 1 : 0;
            if (run >= 3)
                oddities += 2;
        }
        return oddities;
    }
}
