// Checks the Compose and Kubernetes files; see .ci/manifests.sh.
import { checkAgreement } from './agreement.mjs';
import { checkCompose } from './compose.mjs';
import { checkKubernetes } from './kubernetes.mjs';

const { statefulSet, documents } = await checkKubernetes();
console.log(`${documents} Kubernetes manifests are valid.`);
const services = checkCompose();
console.log('The Compose files are valid, with the .env and the tuning blocks of the guide.');
checkAgreement(services, statefulSet);
console.log('They agree with the catalogue of settings, the image and the numbers of the guide.');
