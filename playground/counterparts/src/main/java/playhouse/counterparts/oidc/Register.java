package playhouse.counterparts.oidc;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What the provider knows: people, what was given out, and what is to go wrong. */
final class Register {
  private final Map<String, Person> people = new ConcurrentHashMap<>();
  private final Map<String, Issued> codes = new ConcurrentHashMap<>();
  private final Map<String, Person> bearers = new ConcurrentHashMap<>();
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final AtomicInteger keysAsked = new AtomicInteger();
  private volatile Client client;

  Register(Client client) {
    this.client = client;
  }

  Client client() {
    return client;
  }

  void change(Client to) {
    client = to;
  }

  void add(Person person) {
    people.put(person.subject(), person);
  }

  Optional<Person> person(String subject) {
    return Optional.ofNullable(people.get(subject));
  }

  Set<String> subjects() {
    return people.keySet();
  }

  void give(String code, Issued issued) {
    codes.put(code, issued);
  }

  /** What a code was given for; it is taken once. */
  Optional<Issued> take(String code) {
    return Optional.ofNullable(codes.remove(code));
  }

  void bear(String token, Person person) {
    bearers.put(token, person);
  }

  Optional<Person> bearer(String token) {
    return Optional.ofNullable(bearers.get(token));
  }

  void forget(String subject) {
    bearers.values().removeIf(person -> person.subject().equals(subject));
  }

  void askedForKeys() {
    keysAsked.incrementAndGet();
  }

  int keysAsked() {
    return keysAsked.get();
  }

  /** Has the next ones go wrong so, each at its stage. */
  synchronized void plan(List<Fault> next) {
    faults.addAll(next);
  }

  /** The fault that is to happen now; taken once. */
  synchronized Optional<Fault> fault(Fault.Stage stage) {
    Optional<Fault> next = faults.stream().filter(fault -> fault.stage() == stage).findFirst();
    next.ifPresent(faults::removeFirstOccurrence);
    return next;
  }
}
