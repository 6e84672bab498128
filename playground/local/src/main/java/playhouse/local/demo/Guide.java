package playhouse.local.demo;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.local.access.Role;
import playhouse.local.access.Tokens;

/** What the user is told at the end of the tour: what happened, and what to open. */
record Guide(Settings settings, PrintStream out) {

  void tell(DemoReport report, int kpiValues, Path file) {
    long sent = report.families().stream().mapToLong(Tally.OfFamily::sent).sum();
    long rejected = report.families().stream().mapToLong(Tally.OfFamily::rejected).sum();
    long duplicates = report.families().stream().mapToLong(Tally.OfFamily::duplicates).sum();
    long inLake = report.families().stream().mapToLong(Tally.OfFamily::inLake).sum();
    say("");
    say(
        "%,d events sent, %,d refused, %,d repeats left out, %,d in the lake; %,d KPI values compared with the truth",
        sent, rejected, duplicates, inLake, kpiValues);
    say("%,d values that are told live compared with the truth", report.liveValues());
    say(
        "%.0f s in all, at most %,d MB of memory",
        report.stages().stream().mapToDouble(Stages.Stage::seconds).sum(), report.peakRssMb());
    Recommender.Recommended first = report.recommendations().get(0);
    say("");
    say("Recommended to %s:", first.person());
    first.items().stream().limit(5).forEach(item -> say("  %-40s %s", item.title(), item.reason()));
    open(first.person(), file);
  }

  private void open(String person, Path file) {
    String serving = settings.get(Setting.SERVING_URL);
    say("");
    say("To open (while it is up: ./playhouse up):");
    String key = "-H \"Authorization: Bearer KEY\"";
    say(
        "  KEY stands for one of %s, or a token of tokens.json beside it",
        settings.get(Setting.KEYS));
    say(
        "  %s/boards#token=%s",
        serving, new Tokens(settings.home(), Clock.systemUTC()).of(Role.ANALYST));
    say("                                          all 48 KPIs, titles, the house itself");
    say("  %s/docs                  every route", serving);
    say("  curl %s '%s/v1/recommendations?person=%s&surface=home'", key, serving, person);
    say("  curl %s '%s/v1/people/%s/profile'", key, serving, person);
    say("  curl %s %s/v1/systems", key, serving);
    say(
        "  http://127.0.0.1:%s                   Flink's own pages",
        settings.get(Setting.FLINK_PORT));
    say("  curl -N %s %s/v1/kpis/stream    live KPIs", key, serving);
    say("  ./playhouse sql \"select type, count(*) from raw.playback group by 1\"");
    say("  ./playhouse status");
    say("  %s", file);
  }

  private void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
