/** Codes that prove whose an address is. */
@NullMarked
package playhouse.serving.identity.codes;

import org.jspecify.annotations.NullMarked;
