package playhouse.serving.identity.risk.feedback;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What the versions of the rules said and what sign-ups were found to be, in the database. */
public final class ReportStore {
  /**
   * Each account's first sign-up, with what was found: by an appeal, or by people who agree, or, if
   * no person said anything, by rules that agree.
   */
  private static final String JUDGED =
      """
      with found as (
        select account, coalesce(
            case when min(label) filter (where source = 'appeal')
                = max(label) filter (where source = 'appeal')
              then min(label) filter (where source = 'appeal') end,
            case when bool_or(source = 'appeal') then ''
              when min(label) filter (where source = 'agent')
                = max(label) filter (where source = 'agent')
              then min(label) filter (where source = 'agent') end,
            case when bool_or(source <> 'rule') then ''
              when min(label) = max(label) then min(label) end,
            '') as label
        from identity.sign_up_label group by account),
      judged as (
        select distinct on (v.version, s.account) v.version, v.would, v.rules, r.mode,
          coalesce(f.label, '') as label
        from identity.sign_up_verdict v
        join identity.judged_sign_up s on s.id = v.sign_up
        join identity.sign_up_rules r on r.version = v.version
        left join found f on f.account = s.account
        where s.at >= :since and s.at < :until
        order by v.version, s.account, s.at)
      """;

  private ReportStore() {}

  /** Of the sign-ups between two moments. */
  public static List<Report> of(Handle handle, Instant since, Instant until) {
    List<Report.Cell> cells =
        handle
            .createQuery(
                JUDGED
                    + """
                    select version, mode, would, label, count(*) as count
                    from judged group by version, mode, would, label""")
            .bind("since", since)
            .bind("until", until)
            .map(
                (row, context) ->
                    new Report.Cell(
                        row.getInt("version"),
                        row.getString("mode"),
                        row.getString("would"),
                        row.getString("label"),
                        row.getLong("count")))
            .list();
    List<Report.RuleCell> rules =
        handle
            .createQuery(
                JUDGED
                    + """
                    select version, rule, label, count(*) as count
                    from judged, unnest(rules) as rule group by version, rule, label""")
            .bind("since", since)
            .bind("until", until)
            .map(
                (row, context) ->
                    new Report.RuleCell(
                        row.getInt("version"),
                        row.getString("rule"),
                        row.getString("label"),
                        row.getLong("count")))
            .list();
    return Report.of(cells, rules);
  }
}
