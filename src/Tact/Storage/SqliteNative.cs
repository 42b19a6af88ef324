using System.Runtime.InteropServices;

namespace Tact.Storage;

/// <summary>
/// Those functions of SQLite that are called for each value: straight, without a safe handle's counting and without telling the collector, as none
/// of them takes longer than copying a few bytes. Their caller keeps the statement alive.
/// </summary>
static partial class SqliteNative
{
    /// <summary>A bound text stays where it is until the statement was run.</summary>
    internal const nint Static = 0;

    [LibraryImport("e_sqlite3"), SuppressGCTransition]
    internal static partial int sqlite3_bind_int64(nint statement, int at, long value);

    [LibraryImport("e_sqlite3"), SuppressGCTransition]
    internal static unsafe partial int sqlite3_bind_text(nint statement, int at, byte* text, int bytes, nint destructor);

    [LibraryImport("e_sqlite3"), SuppressGCTransition]
    internal static partial int sqlite3_clear_bindings(nint statement);

    [LibraryImport("e_sqlite3")]
    internal static partial int sqlite3_step(nint statement);

    [LibraryImport("e_sqlite3")]
    internal static partial int sqlite3_reset(nint statement);

    [LibraryImport("e_sqlite3"), SuppressGCTransition]
    internal static partial int sqlite3_column_type(nint row, int column);

    [LibraryImport("e_sqlite3"), SuppressGCTransition]
    internal static partial long sqlite3_column_int64(nint row, int column);

    [LibraryImport("e_sqlite3"), SuppressGCTransition]
    internal static partial double sqlite3_column_double(nint row, int column);

    [LibraryImport("e_sqlite3"), SuppressGCTransition]
    internal static partial nint sqlite3_column_text(nint row, int column);

    [LibraryImport("e_sqlite3"), SuppressGCTransition]
    internal static partial nint sqlite3_column_blob(nint row, int column);

    [LibraryImport("e_sqlite3"), SuppressGCTransition]
    internal static partial int sqlite3_column_bytes(nint row, int column);
}
