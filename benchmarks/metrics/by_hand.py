"""The twenty definitions as a person would write them in DuckDB's SQL, to hold our time against."""

from __future__ import annotations


def write_queries(path: str, zone: str) -> dict[str, str]:
    """SQL by the name of the metric; days are those of `zone`."""
    local = "moment" if zone == "UTC" else f"((moment AT TIME ZONE 'UTC') AT TIME ZONE '{zone}')"
    day, week, month = f"({local})::DATE", f"date_trunc('week', {local})::DATE", f"date_trunc('month', {local})::DATE"
    e = f"read_parquet('{path}')"
    return {
        "opens": f"SELECT {day} p, count(*) FROM {e} WHERE event = 'opened' GROUP BY 1",
        "everything": f"SELECT {month} p, count(*) FROM {e} GROUP BY 1",
        "pro_searches": f"SELECT {week} p, count(*) FROM {e} WHERE event = 'searched' AND plan = 'pro' GROUP BY 1",
        "opens_by_plan": f"SELECT {week} p, plan, count(*) FROM {e} WHERE event = 'opened' GROUP BY 1, 2",
        "daily_active": f"SELECT {day} p, count(DISTINCT user_id) FROM {e} GROUP BY 1",
        "weekly_active": f"SELECT {week} p, count(DISTINCT user_id) FROM {e}"
        " WHERE event IN ('opened', 'searched') GROUP BY 1",
        "monthly_active": f"SELECT {month} p, count(DISTINCT user_id) FROM {e} GROUP BY 1",
        "active_by_device": f"SELECT {month} p, device, count(DISTINCT user_id) FROM {e} GROUP BY 1, 2",
        "revenue": f"SELECT {day} p, sum(amount) FROM {e} WHERE event = 'paid' GROUP BY 1",
        "time_spent": f"SELECT {week} p, sum(seconds) FROM {e} WHERE event = 'opened'"
        " AND plan IS DISTINCT FROM 'free' GROUP BY 1",
        "share_of_searches": f"SELECT {day} p, count(*) FILTER (event = 'searched') / count(*) FROM {e} GROUP BY 1",
        "opens_each": f"SELECT {week} p, count(*) / count(DISTINCT user_id) FROM {e} WHERE event = 'opened' GROUP BY 1",
        "revenue_each": f"SELECT {month} p, sum(amount) FILTER (event = 'paid') / count(DISTINCT user_id)"
        f" FROM {e} GROUP BY 1",
        "payers": f"SELECT {week} p, plan, count(DISTINCT user_id) FILTER (event = 'paid') / count(DISTINCT user_id)"
        f" FROM {e} GROUP BY 1, 2",
        "median_amount": f"SELECT {day} p, quantile_disc(amount, 0.5) FROM {e} WHERE event = 'paid' GROUP BY 1",
        "slow_opens": f"SELECT {week} p, quantile_disc(seconds, 0.995) FROM {e} WHERE event = 'opened' GROUP BY 1",
        "first_search": f"""
            WITH a AS (SELECT {day} p, user_id, min(moment) t FROM {e} WHERE event = 'signed_up' GROUP BY 1, 2),
            b AS (SELECT a.p, a.user_id, min(s.moment) t FROM a LEFT JOIN {e} s ON s.user_id = a.user_id
                  AND s.event = 'searched' AND s.moment >= a.t AND s.moment <= a.t + INTERVAL 1 DAY GROUP BY 1, 2)
            SELECT p, count(t) / count(*) FROM b GROUP BY 1""",
        "first_payment": f"""
            WITH a AS (SELECT {week} p, user_id, min(moment) t FROM {e}
                       WHERE event = 'opened' AND device IN ('phone', 'laptop') GROUP BY 1, 2),
            b AS (SELECT a.p, a.user_id, a.t, min(s.moment) u FROM a LEFT JOIN {e} s ON s.user_id = a.user_id
                  AND s.event = 'searched' AND s.moment >= a.t AND s.moment <= a.t + INTERVAL 14 DAY GROUP BY ALL),
            c AS (SELECT b.p, b.user_id, b.u, min(s.moment) v FROM b LEFT JOIN {e} s ON s.user_id = b.user_id
                  AND s.event = 'paid' AND s.amount > 20 AND s.moment >= b.u
                  AND s.moment <= b.t + INTERVAL 14 DAY GROUP BY ALL)
            SELECT p, count(u), count(v) / count(*) FROM c GROUP BY 1""",
        "back_next_week": f"""
            WITH a AS (SELECT user_id, min({week}) p FROM {e} WHERE event = 'signed_up' GROUP BY 1),
            b AS (SELECT DISTINCT user_id, {week} q FROM {e} WHERE event = 'opened')
            SELECT p, count(q) / count(*) FROM a LEFT JOIN b ON a.user_id = b.user_id AND q = p + INTERVAL 7 DAY
            GROUP BY 1""",
        "back_in_a_month": f"""
            WITH a AS (SELECT user_id, min({day}) p FROM {e} WHERE event = 'signed_up' GROUP BY 1),
            b AS (SELECT DISTINCT user_id, {day} q FROM {e}),
            c AS (SELECT p, a.user_id, min(q) q FROM a LEFT JOIN b ON a.user_id = b.user_id
                  AND q > p AND q <= p + INTERVAL 30 DAY GROUP BY 1, 2)
            SELECT p, count(q) / count(*) FROM c GROUP BY 1""",
    }
