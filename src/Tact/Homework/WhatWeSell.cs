using Tact.Core.Homework;
using Tact.Storage;

namespace Tact.Homework;

/// <summary>What the team sells, and what sets it apart for whom (METHOD E1).</summary>
public static class WhatWeSell
{
    /// <summary>All that is sold now, by name.</summary>
    public static List<Offering> All(Session session)
    {
        var audiences = session.Query<(long Id, long Offering, string Industry, string Role, string Problem, string Apart, string Proof)>(
            "select id, offering_id, industry, role, problem, apart, proof from offering_audiences order by id").ToLookup(row => row.Offering, row => new Audience(row.Id, row.Industry, row.Role, row.Problem, row.Apart, row.Proof));
        return [.. session.Query<(long Id, string Name, string Does)>("select id, name, does from offerings where retired_at is null order by name_key, id").Select(row => new Offering(row.Id, row.Name, row.Does, [.. audiences[row.Id]]))];
    }
}
