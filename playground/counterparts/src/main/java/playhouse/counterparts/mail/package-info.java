/** A mail server that takes what comes and shows it, with faults on command. */
@NullMarked
package playhouse.counterparts.mail;

import org.jspecify.annotations.NullMarked;
