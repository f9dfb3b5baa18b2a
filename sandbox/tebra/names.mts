/** XML namespaces of the service (sheet 3.3 rule 4) and of what carries it. */
export const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
/** Nearly everything: with the slash at its end. */
export const KAREO = 'http://www.kareo.com/api/schemas/';
/** Members of GetServiceLocations and GetProcedureCodes: without that slash. */
export const KAREO_NO_SLASH = 'http://www.kareo.com/api/schemas';
export const ARRAYS = 'http://schemas.microsoft.com/2003/10/Serialization/Arrays';
export const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** What comes before the operation's name in SOAPAction. */
export const ACTION_PREFIX = 'http://www.kareo.com/api/schemas/KareoServices/';

export const ENDPOINT = '/services/soap/2.1/KareoServices.svc';
