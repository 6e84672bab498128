package playhouse.models.evaluate;

import java.util.Set;

/** A kind of model that can be learnt and examined on files. */
interface Task {
  String name();

  /** One line: the files and options that it wants. */
  String usage();

  /** Options beside those that all tasks take. */
  Set<String> options();

  /** Learns, examines, and puts the figures into the report. */
  void run(Options options, Report report, Notes notes);
}
