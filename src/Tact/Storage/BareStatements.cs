using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static Tact.Storage.SqliteNative;

namespace Tact.Storage;

/// <summary>
/// One SQLite statement that is run again and again with other values. Straight to the native library: with a few million values, binding
/// through command parameters costs as much as inserting.
/// </summary>
sealed unsafe class BareInsert : IDisposable
{
    const int UsualRoom = 4096;
    const int MostBytesPerChar = 3;

    readonly sqlite3 database;
    readonly sqlite3_stmt statement;
    readonly nint handle;

    // Texts lie here until the statement was run; SQLite reads them where they are.
    readonly List<byte[]> full = [];
    byte[] room = Spare ?? GC.AllocateUninitializedArray<byte>(UsualRoom, pinned: true);
    int used;

    [ThreadStatic]
    static byte[]? spare;

    static byte[]? Spare => Interlocked.Exchange(ref spare, null);

    public BareInsert(Session session, string sql)
    {
        database = ((SqliteConnection)session.Connection).Handle!;
        BareQuery.Check(database, raw.sqlite3_prepare_v2(database, sql, out statement));
        handle = statement.DangerousGetHandle();
    }

    /// <summary>Gives a parameter (from 1) its value. What is not bound is null.</summary>
    public void Number(int index, long? value)
    {
        if (value is { } number)
            Number(index, number);
    }

    /// <inheritdoc cref="Number(int, long?)"/>
    public void Number(int index, long value) => BareQuery.Check(database, sqlite3_bind_int64(handle, index, value));

    /// <inheritdoc cref="Number(int, long?)"/>
    public void Text(int index, string? text)
    {
        if (text is null)
            return;
        var free = Free(text.Length * MostBytesPerChar);
        Bind(index, Encoding.UTF8.GetBytes(text, free));
    }

    /// <inheritdoc cref="Number(int, long?)"/>
    public void Text(int index, ReadOnlySpan<byte> text)
    {
        text.CopyTo(Free(text.Length));
        Bind(index, text.Length);
    }

    Span<byte> Free(int most)
    {
        if (room.Length - used < most)
        {
            full.Add(room);
            (room, used) = (GC.AllocateUninitializedArray<byte>(Math.Max(room.Length * 2, most), pinned: true), 0);
        }
        return room.AsSpan(used);
    }

    void Bind(int index, int length)
    {
        // pinned for good, so the address holds
        fixed (byte* text = room)
            BareQuery.Check(database, sqlite3_bind_text(handle, index, text + used, length, Static));
        used += length;
    }

    /// <summary>Runs it with what was bound since the last time.</summary>
    public void Run()
    {
        var result = sqlite3_step(handle);
        if (result != raw.SQLITE_DONE)
            BareQuery.Check(database, result);
        sqlite3_reset(handle);
        sqlite3_clear_bindings(handle);
        full.Clear();
        used = 0;
    }

    public void Dispose()
    {
        statement.Dispose();
        spare = room;
    }
}

/// <summary>One SQLite query whose rows are read as bytes, for reads of hundreds of thousands of rows.</summary>
sealed unsafe class BareQuery : IDisposable
{
    readonly sqlite3 database;
    readonly sqlite3_stmt statement;
    readonly nint handle;

    public BareQuery(Session session, string sql, params ReadOnlySpan<object> values)
    {
        database = ((SqliteConnection)session.Connection).Handle!;
        Check(database, raw.sqlite3_prepare_v2(database, sql, out statement));
        handle = statement.DangerousGetHandle();
        for (var i = 0; i < values.Length; i++)
            Check(database, values[i] is long number ? raw.sqlite3_bind_int64(statement, i + 1, number) : raw.sqlite3_bind_text(statement, i + 1, (string)values[i]));
    }

    /// <summary>Goes to the next row; false after the last.</summary>
    public bool Next()
    {
        var result = sqlite3_step(handle);
        if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
            Check(database, result);
        return result == raw.SQLITE_ROW;
    }

    public long Number(int column) => sqlite3_column_int64(handle, column);

    /// <summary>A text in UTF-8, until the next row.</summary>
    public ReadOnlySpan<byte> Text(int column)
    {
        var text = sqlite3_column_blob(handle, column);
        return new((byte*)text, sqlite3_column_bytes(handle, column));
    }

    public void Dispose() => statement.Dispose();

    internal static void Check(sqlite3 database, int result)
    {
        if (result != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(result, database);
    }
}
