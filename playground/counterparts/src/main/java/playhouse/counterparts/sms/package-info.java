/** A text message centre that takes what comes and shows it, with faults on command. */
@NullMarked
package playhouse.counterparts.sms;

import org.jspecify.annotations.NullMarked;
