/** Rights in the words of others: ODRL policies and sheets of avails. */
@NullMarked
package playhouse.serving.acquisition.rights.exchange;

import org.jspecify.annotations.NullMarked;
