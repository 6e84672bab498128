package playhouse.batch.jobapi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An order and what became of it.
 *
 * @param id by which it is asked for
 * @param file the program
 * @param args what it is given
 * @param name what it is called; empty if nothing was said
 * @param owner who asked for it first
 * @param state where it is
 * @param attempt how many times it was begun or is to be: one that failed begins again when the
 *     same order comes again
 * @param began when this attempt's process was started
 * @param ended when it was over
 * @param exit what its process ended with
 * @param failure why it failed, in one line; empty if it did not
 * @param result what it answered, as JSON
 */
record Run(
    long id,
    String file,
    List<String> args,
    String name,
    String owner,
    State state,
    int attempt,
    Optional<Instant> began,
    Optional<Instant> ended,
    Optional<Integer> exit,
    String failure,
    Optional<String> result) {}
