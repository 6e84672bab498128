package playhouse.serving.identity.known;

import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Who has an account, as the database says. */
public final class PeopleStore implements PeopleApi {
  /** Of whatever database is asked. */
  public PeopleStore() {}

  @Override
  public boolean signedUp(Handle handle, UUID person) {
    return handle
        .createQuery("select exists (select 1 from identity.profile where person = :person)")
        .bind("person", person)
        .mapTo(Boolean.class)
        .one();
  }
}
