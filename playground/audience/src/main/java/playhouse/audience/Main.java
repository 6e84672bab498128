package playhouse.audience;

import playhouse.contracts.Settings;

/** The audience's command line. */
public final class Main {

  private static final String HELP =
      """
      audience history --people N --days D --to kafka | --to http | --to files DIR
               [--format avro|ndjson] [--until yyyy-mm-dd] [--seed S] [--titles T]
               [--heartbeat-seconds H] [--threads W] [--run NAME]
               [--duplicates P] [--late P] [--shuffled P] [--arriving ever|before|after]
      audience live --rate EVENTS_PER_SECOND --minutes M [--run NAME] [--seed S] [--people N]
               [--titles T] [--duplicates P] [--late P] [--shuffled P]
      audience truth [--run NAME] [--out FILE]

      history  acts out D days of N people up to the last day (yesterday, UTC) and sends the events:
               all of them, or those that arrive before the end of that day, or, called again with
               the same numbers, those that come after it
      live     goes on with the run's world in real time, through the collector and serving; without
               history it opens a new world. SIGTERM ends it as the end of its minutes does:
               open plays end, everything is sent, and the truth is written
      truth    works a run's truth out again from its plan and what its live runs have done

      A run leaves in $PLAYHOUSE_HOME/truth: NAME.jsonl (the true values, a line each),
      NAME-sent.json (what was sent of each family), NAME-world.json (its plan).
      """;

  private Main() {}

  /** Runs a command; ends 2 if it was not understood. */
  public static void main(String[] args) {
    try {
      Settings settings = Settings.load();
      switch (args.length == 0 ? "" : args[0]) {
        case "history" -> HistoryCommand.run(settings, args);
        case "live" -> LiveCommand.run(settings, args);
        case "truth" -> TruthCommand.run(settings, args);
        default -> throw new IllegalArgumentException("which command?");
      }
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n\n" + HELP);
      System.exit(2);
    }
  }
}
