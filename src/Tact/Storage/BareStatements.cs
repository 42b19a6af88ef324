using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Tact.Storage;

/// <summary>
/// One SQLite statement that is run again and again with other values. Straight to the native library: with a few million values, binding
/// through command parameters costs as much as inserting.
/// </summary>
sealed class BareInsert : IDisposable
{
    readonly sqlite3 database;
    readonly sqlite3_stmt statement;
    byte[] utf8 = new byte[1024];

    public BareInsert(Session session, string sql)
    {
        database = ((SqliteConnection)session.Connection).Handle!;
        BareQuery.Check(database, raw.sqlite3_prepare_v2(database, sql, out statement));
    }

    /// <summary>Gives a parameter (from 1) its value: text, long, or null.</summary>
    public void Bind(int index, object? value)
    {
        switch (value)
        {
            case null:
                break; // What is not bound is null.
            case long number:
                Number(index, number);
                break;
            case string text:
                Text(index, text);
                break;
            default:
                throw new ArgumentException($"A {value.GetType().Name} cannot be written.");
        }
    }

    public void Number(int index, long? value)
    {
        if (value is { } number)
            Number(index, number);
    }

    public void Text(int index, string? text)
    {
        if (text is null)
            return;
        if (utf8.Length < text.Length * 3)
            utf8 = new byte[text.Length * 3];
        Text(index, utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, utf8)));
    }

    public void Number(int index, long value) => BareQuery.Check(database, raw.sqlite3_bind_int64(statement, index, value));

    public void Text(int index, ReadOnlySpan<byte> text) => BareQuery.Check(database, raw.sqlite3_bind_text(statement, index, text));

    /// <summary>Runs it with what was bound since the last time.</summary>
    public void Run()
    {
        var result = raw.sqlite3_step(statement);
        if (result != raw.SQLITE_DONE)
            BareQuery.Check(database, result);
        raw.sqlite3_reset(statement);
        raw.sqlite3_clear_bindings(statement);
    }

    public void Dispose() => statement.Dispose();
}

/// <summary>One SQLite query whose rows are read as bytes, for reads of hundreds of thousands of rows.</summary>
sealed class BareQuery : IDisposable
{
    readonly sqlite3 database;
    readonly sqlite3_stmt statement;

    public BareQuery(Session session, string sql, params ReadOnlySpan<object> values)
    {
        database = ((SqliteConnection)session.Connection).Handle!;
        Check(database, raw.sqlite3_prepare_v2(database, sql, out statement));
        for (var i = 0; i < values.Length; i++)
            Check(database, values[i] is long number ? raw.sqlite3_bind_int64(statement, i + 1, number) : raw.sqlite3_bind_text(statement, i + 1, (string)values[i]));
    }

    /// <summary>Goes to the next row; false after the last.</summary>
    public bool Next()
    {
        var result = raw.sqlite3_step(statement);
        if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
            Check(database, result);
        return result == raw.SQLITE_ROW;
    }

    public long Number(int column) => raw.sqlite3_column_int64(statement, column);

    /// <summary>A text in UTF-8, until the next row.</summary>
    public ReadOnlySpan<byte> Text(int column) => raw.sqlite3_column_blob(statement, column);

    public void Dispose() => statement.Dispose();

    internal static void Check(sqlite3 database, int result)
    {
        if (result != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(result, database);
    }
}
